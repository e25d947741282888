/** The texts of custom fields in several languages. The search box finds a label in any of them. */
export const customFieldLanguages = () => `
alter table public.custom_fields
  add column label_translations jsonb check (jsonb_typeof(label_translations) = 'object'),
  add column help_translations jsonb check (jsonb_typeof(help_translations) = 'object'),
  add column choices_translations jsonb check (jsonb_typeof(choices_translations) = 'object');
select app.search_by('public.custom_fields', $text$lower(label || ' ' || name || ' '
  || coalesce(jsonb_path_query_array(label_translations, '$.*')::text, ''))$text$);
`
