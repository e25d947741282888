import type { Records } from '../../access/records.ts'
import type { Input } from '../../access/records.ts'
import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import { readInput } from '../../models/field_input.ts'
import type { Model } from '../../models/model.ts'

const MOST = 5_000

/** Fields by which rows can find records that are there. */
export function isKey(kind: string): boolean {
  return ['id', 'text', 'email', 'phone', 'url', 'integer'].includes(kind)
}

/** The value of a row's key as it would be stored; null where it has none. */
export function keyOf(model: typeof Model, name: string, input: Input): string | null {
  const given = input[name]
  if (given === undefined || given === null || given === '') return null
  const field = model.allFields[name]!
  if (field.kind === 'id') return isUuid(given) ? given.toLowerCase() : String(given)
  const read = readInput(field, given)
  return read.fault ? null : String(read.value)
}

/** Ids of the records that are there, by the values of their keys. */
export async function findByKey(
  records: Records<typeof Model>,
  name: string,
  keys: readonly string[]
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  const values = name === 'id' ? keys.filter(isUuid) : keys
  for (let at = 0; at < values.length; at += 500) {
    const some = values.slice(at, at + 500)
    const isNumber = records.model.allFields[name]!.kind === 'integer'
    const where =
      name === 'id' ? [] : [records.domain([[name, 'in', isNumber ? some.map(Number) : some]])]
    const statement = records.select({
      ...(name === 'id' && { ids: some }),
      ...{ fields: [name], order: [], where, limit: MOST },
    })
    const [rows] = await Environment.current().read([statement])
    for (const row of rows!) {
      const key = String(row[name])
      found.set(key, [...(found.get(key) ?? []), String(row.id)])
    }
  }
  return found
}

/** Of each input only what its record has no value for yet. */
export async function emptyFieldsOnly(
  records: Records<typeof Model>,
  changes: readonly { id: string; input: Input }[]
): Promise<{ id: string; input: Input }[]> {
  const fields = [...new Set(changes.flatMap(({ input }) => Object.keys(input)))]
  const statement = records.select({
    ...{ fields, order: [], limit: MOST },
    ids: changes.map(({ id }) => id),
  })
  const [rows] = await Environment.current().read([statement])
  const stored = new Map(rows!.map((row) => [String(row.id), row]))
  const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
  return changes.map(({ id, input }) => ({
    id,
    input: Object.fromEntries(
      Object.entries(input).filter(([name]) => isEmpty(stored.get(id)?.[name]))
    ),
  }))
}

/** What a new record is made of: empty cells say nothing about it, and nobody chooses its id. */
export function withoutNulls(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== null && name !== 'id')
  )
}
