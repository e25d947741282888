/** The names of the types of activities in several languages, all of which the search box finds. */
export const activityTypeLanguages = () => `
alter table public.activity_types
  add column name_translations jsonb check (jsonb_typeof(name_translations) = 'object');
select app.search_by('public.activity_types', $text$lower(name || ' '
  || coalesce(jsonb_path_query_array(name_translations, '$.*')::text, ''))$text$);
`
