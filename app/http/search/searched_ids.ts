import type { Records } from '../../access/records.ts'
import { allOf, anyOf, type DomainNode } from '../../domains/node.ts'
import { searchedTexts } from '../../domains/searchable.ts'
import type { Environment } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import { MOST_SOUGHT } from '../../models/sought_statement.ts'
import { patternOf } from './words.ts'

/** What a search leads to: ids, or texts that records must contain, and further conditions. */
interface Found {
  ids?: string[]
  containing?: string[]
  where?: DomainNode[]
}

/**
 * Where a search leads: to ids, or, when a frequent word hits too many of them, to conditions
 * that the list checks on its way. Under row-level security PostgreSQL would not use the trigram
 * index for `like`, so `app.search_ids` looks it up with the tenant and the locations inside.
 */
export async function searchedIds(
  environment: Environment,
  records: Records<typeof Model>,
  words: readonly string[]
): Promise<Found> {
  const patterns = words.map(patternOf)
  const [rows] = await environment.read([
    {
      text: 'select id from app.search_ids($1::regclass, $2::text[], $3::int) as found (id)',
      values: [`public.${records.model.table}`, patterns, MOST_SOUGHT + 1],
    },
  ])
  const where = inSight(records, words)
  if (rows!.length > MOST_SOUGHT) return { containing: patterns, where }
  return { ids: rows!.map((row) => String(row.id)), where }
}

/**
 * The searchable column holds all fields with `search: true`. Where some of them are not for the
 * asker to see, each word must be in one of the others.
 */
export function inSight(records: Records<typeof Model>, words: readonly string[]): DomainNode[] {
  const fields = searchedTexts(records.model)
  const visible = fields.filter((name) => records.shows(name))
  if (visible.length === fields.length) return []
  const within = words.map((word) =>
    anyOf(visible.map((name) => records.domain([[name, '=ilike', patternOf(word)]])))
  )
  return [allOf(within)]
}
