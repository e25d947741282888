import type { Environment } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'

/** More hits than these are found faster by walking the list itself. */
const MOST_IDS = 1_000

/**
 * Where a search leads: to ids, or, when a frequent word hits too many of them, to conditions
 * that the list checks on its way. Under row-level security PostgreSQL would not use the trigram
 * index for `like`, so `app.search_ids` looks it up with the tenant and the locations inside.
 */
export async function searchedIds(
  environment: Environment,
  model: typeof Model,
  search: string
): Promise<{ ids?: string[]; containing?: string[] }> {
  const patterns = patternsOf(search)
  if (patterns.length === 0) return {}
  const [rows] = await environment.read([
    {
      text: 'select id from app.search_ids($1::regclass, $2::text[], $3::int) as found (id)',
      values: [`public.${model.table}`, patterns, MOST_IDS + 1],
    },
  ])
  if (rows!.length > MOST_IDS) return { containing: patterns }
  return { ids: rows!.map((row) => String(row.id)) }
}

/** Each word of the search, to be found anywhere; digits of a telephone number stay together. */
export function patternsOf(search: string): string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
}
