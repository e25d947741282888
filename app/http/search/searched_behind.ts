import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { SoughtWord } from '../../models/sought.ts'
import { soughtIds } from '../../models/sought_statement.ts'
import { inSight } from './searched_ids.ts'
import { patternOf } from './words.ts'

/**
 * Where a search leads that looks behind links as well: each word is in a text of the record, or in
 * one of the texts that the paths lead to. One statement, as a search of the records alone.
 */
export async function searchedBehind(
  { environment, registry }: Pick<HttpContext, 'environment' | 'registry'>,
  records: Records<typeof Model>,
  words: readonly string[],
  paths: readonly string[]
): Promise<{ sought: SoughtWord[] }> {
  const patterns = words.map(patternOf)
  const links = paths.map((path) => {
    const [name, behind] = path.split('.') as [string, string]
    const target = targetOf(records.model.allFields[name]!) as unknown as typeof Model
    const linked = new Records<typeof Model>(target, registry.access)
    const conditions = patterns.map((pattern) => linked.domain([[behind, '=ilike', pattern]]))
    return { name, path, target, conditions }
  })
  const [rows] = await environment!.read([records.sought(patterns, links)])
  const sought = words.map((word, at) => ({
    pattern: patterns[at]!,
    ids: soughtIds(rows!, at, -1),
    where: inSight(records, [word]),
    links: links.map(({ name, path }, link) => ({
      name,
      ids: soughtIds(rows!, at, link),
      condition: records.domain([[path, '=ilike', patterns[at]!]]),
    })),
  }))
  return { sought }
}
