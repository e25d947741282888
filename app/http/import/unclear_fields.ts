import type { Environment } from '../../environment/environment.ts'

/** So many words of a field are kept to be given a meaning. */
export const MOST_WORDS = 100

/** The words of a field that nothing answers to. */
export interface UnclearField {
  /** How many different ones the file holds. */
  count: number
  /** Those for which nothing is said come first, of these the most frequent ones. */
  words: readonly UnclearWords[]
}

export interface UnclearWords {
  key: string
  word: string
  /** Whether more than one record has it for its name. */
  isSeveral: boolean
  rows: number
}

/** By the names of the fields, as the mapping has them. */
export type UnclearFields = Readonly<Record<string, UnclearField>>

const GATHER = `
with words as (
  select w ->> 'field' as field, w ->> 'key' as key, min(w ->> 'word') as word,
    bool_or((w ->> 'isSeveral')::boolean) as "isSeveral", sum((w ->> 'rows')::int)::int as rows
  from import_chunks, jsonb_array_elements(test -> 'unclear') w
  where tenant_id = $1 and import_id = $2 group by 1, 2
), placed as (
  select words.*, row_number() over (
    partition by field order by coalesce(meanings #> array[field, 'words'] ? key, false), rows desc, word
  ) as place
  from words, imports where tenant_id = $1 and id = $2
)
select field, count(*)::int as count,
  jsonb_agg(jsonb_build_object('key', key, 'word', word, 'isSeveral', "isSeveral", 'rows', rows)
    order by place) filter (where place <= ${MOST_WORDS}) as words
from placed group by field`

/** The words of an import's file that its test has found and that nothing answers to. */
export async function gatherUnclear(
  environment: Environment,
  importId: string
): Promise<UnclearFields> {
  const rows = await environment.query<UnclearField & { field: string }>(GATHER, [
    environment.asker.tenantId,
    importId,
  ])
  return Object.fromEntries(rows.map(({ field, count, words }) => [field, { count, words }]))
}
