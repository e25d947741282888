import type { Records } from '../../access/records.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Environment } from '../../environment/environment.ts'
import { answersTo, countIn, counts } from '../../models/answer_cache.ts'
import { walksByLocation } from '../../models/location_share.ts'
import type { Model } from '../../models/model.ts'
import { COUNT_BOUND } from '../../models/select.ts'
import type { Formats } from '../formats.ts'

/** A number of records as people read it, up to the bound. */
export function boundedText(count: number, formats: Formats): string {
  return count > COUNT_BOUND ? `${formats.number(COUNT_BOUND)}+` : formats.number(count)
}

/** Numbers of records up to one more than the bound, remembered ones or counted in one round trip. */
export async function boundedCounts(
  environment: Environment,
  asked: readonly { records: Records<typeof Model>; where: readonly DomainNode[] }[]
): Promise<number[]> {
  const questions = asked.map(({ records, where }) => {
    const { table, allFields } = records.model
    const byLocation = Object.hasOwn(allFields, 'location') && walksByLocation(environment, table)
    const selection = { where, fields: [], order: [], limit: COUNT_BOUND + 1, byLocation }
    return counts.ask(environment.asker, table, records.count(selection))
  })
  return answersTo(environment, questions, countIn)
}
