/** Why an event is where it is: by code for programs, and in several languages for people. */
export const eventReasons = () => `
alter table public.inbox_events
  add column reason_code text,
  add column reason_translations jsonb check (jsonb_typeof(reason_translations) = 'object');
`
