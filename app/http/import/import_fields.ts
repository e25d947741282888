import type { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import { isKey } from './existing.ts'

/** Whether somebody may bring records of a model in: make new ones, or change those that are there. */
export function mayImport(records: Records<typeof Model>): boolean {
  return records.writable.size > 0 && (records.allows('create') || records.allows('write'))
}

/** The fields that a file may give, by name; `id` finds the record that is changed. */
export function importableFields(records: Records<typeof Model>): Map<string, Field> {
  const { id } = records.model.allFields
  const own = [...records.writable].filter(([, { kind }]) => kind !== 'json')
  return new Map([...own, ['id', id!]])
}

/** The fields by which rows may find records that are there. */
export function keyFields(fields: ReadonlyMap<string, Field>): string[] {
  return [...fields].filter(([, { kind }]) => isKey(kind)).map(([name]) => name)
}
