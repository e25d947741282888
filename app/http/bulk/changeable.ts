import type { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'

/** Kinds without a control that says what many records shall have; archiving is a thing of its own. */
const never = ['json', 'groups']

/** The fields that may be given one value for many records. */
export function changeableFields(records: Records<typeof Model>): Map<string, Field> {
  const fields = [...records.writable].filter(
    ([name, { kind }]) => name !== 'active' && !never.includes(kind)
  )
  return new Map(fields)
}
