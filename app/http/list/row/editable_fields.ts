import { Records } from '../../../access/records.ts'
import type { Field } from '../../../domains/fields.ts'
import type { Asker } from '../../../environment/scope.ts'
import type { Action, Registry } from '../../../modules/registry.ts'
import { decidesAccess } from '../../access/effect_first.ts'
import { formPlan } from '../../form/form_plan.ts'

/**
 * The fields that can be edited in the rows of a list: those of its columns that stand on the form of
 * the record, too, and that the asker may write. None where saving can give or take rights, because
 * its effect is shown before.
 */
export function editableFields(
  registry: Registry,
  asker: Asker,
  action: Action,
  names: readonly string[]
): ReadonlyMap<string, Field> {
  const { model, list } = action
  const records = new Records(model, registry.access)
  if (!list.editable || decidesAccess(model) || !records.allows('write')) return new Map()
  const { fields } = formPlan(registry, asker, action)
  const { writable } = records
  return new Map(
    names.flatMap((name): [string, Field][] => {
      const field = fields.get(name)
      const isEditable = field && !field.options.readonly && writable.has(name)
      return isEditable ? [[name, field]] : []
    })
  )
}
