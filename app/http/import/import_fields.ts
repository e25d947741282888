import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import { isRelation } from '../../domains/operators.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import { partsOf } from '../../models/translated_value.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import { nameOfNew } from '../form/new_option.ts'
import {
  linesOfScreen,
  lineParts,
  withLineFields,
  type LinesByName,
} from '../transfer/line_fields.ts'
import { inOtherLanguages } from '../translated_fields.ts'
import { isKey } from './existing.ts'

/** Whether somebody may bring records of a model in: make new ones, or change those that are there. */
export function mayImport(records: Records<typeof Model>): boolean {
  return records.writable.size > 0 && (records.allows('create') || records.allows('write'))
}

/** The fields that a file may give, by name; `id` finds the record or the line that is changed. */
export function importableFields(
  { access }: Registry,
  model: typeof Model,
  lines: LinesByName
): Map<string, Field> {
  const ownFields = (of: typeof Model) => writtenFields(new Records<typeof Model>(of, access))
  return withLineFields(ownFields(model), lines, ({ target }) => ownFields(target))
}

function writtenFields(records: Records<typeof Model>): Map<string, Field> {
  const { id } = records.model.allFields
  const own = [...records.writable].filter(([, { kind }]) => kind !== 'json')
  return new Map([...inOtherLanguages(new Map(own), records), ['id', id!]])
}

/** The one2manys whose lines a file may bring: those that stand on the form to be written. */
export function importableLines(registry: Registry, asker: Asker, action: Action): LinesByName {
  const lines = [...linesOfScreen(registry, asker, action)]
  return new Map(lines.filter(([, { editable }]) => editable !== null))
}

/** The fields by which rows may find records that are there. */
export function keyFields(fields: ReadonlyMap<string, Field>): string[] {
  return [...fields].filter(([name, { kind }]) => isKey(kind) && isOwn(name)).map(([name]) => name)
}

/**
 * Whether records that the cells of a field name can be made by their names alone. Those of the model
 * that is imported come in with the file.
 */
export function makesByName({ access }: Registry, model: typeof Model, field: Field): boolean {
  if (!isRelation(field.kind)) return false
  const target = targetOf(field) as unknown as typeof Model
  if (target.table === model.table) return false
  return nameOfNew(new Records<typeof Model>(target, access)) !== null
}

/** Whether a name means a field of the record itself, as its asker reads it. */
function isOwn(name: string): boolean {
  return lineParts(name).lines === null && partsOf(name).language === null
}
