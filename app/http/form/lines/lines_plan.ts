import type { Field, One2Many } from '../../../domains/fields.ts'
import type { Asker } from '../../../environment/scope.ts'
import type { Model } from '../../../models/model.ts'
import type { Registry } from '../../../modules/registry.ts'
import type { Part } from '../../../views/declarations.ts'

/** The number by which lines are moved up and down, where their model has it. */
export const SEQUENCE = 'sequence'

/** The records of a one2many on a form, as the asker may see and edit them. */
export interface LinesPlan {
  field: One2Many<typeof Model>
  target: typeof Model
  /** What the table shows where lines are only read. */
  columns: readonly string[]
  /** What it shows where they are edited, by name; null where they are only read. */
  editable: ReadonlyMap<string, Field> | null
  /** Whether the asker sees an order that the lines have by themselves. */
  isOrdered: boolean
  /** Whether a line can be without the record: removing it then leaves it where it is. */
  isLoose: boolean
}

/** What of the lines of a form the asker may see and edit; what is declared is not asked again. */
export function linesPlan(
  { access }: Registry,
  asker: Asker,
  field: One2Many<typeof Model>,
  { items, options }: Part<never>
): LinesPlan {
  const target = field.target()
  const all = target.allFields
  const sees = (name: string) => access.allowsField(asker, target, name)
  const isWritten = (name: string) => !all[name]!.options.readonly && !all[name]!.options.generated
  const mayWrite = access.allows(asker, target, 'write') || access.allows(asker, target, 'create')
  const asked = ((options?.editable ?? []) as readonly string[]).filter(sees)
  const isEdited = mayWrite && isWritten(field.inverse) && asked.some(isWritten)
  const isOrdered = all[SEQUENCE]?.kind === 'integer' && sees(SEQUENCE)
  const edited = isOrdered && isWritten(SEQUENCE) ? [SEQUENCE, ...asked] : asked
  return {
    field,
    target,
    columns: (items as readonly string[]).filter(sees),
    editable: isEdited ? new Map([...new Set(edited)].map((name) => [name, all[name]!])) : null,
    isOrdered,
    isLoose: !all[field.inverse]!.options.required,
  }
}

/** Fields of a line that are written from what is typed. */
export function writtenFields({ editable }: LinesPlan): Map<string, Field> {
  const written = [...(editable ?? [])].filter(
    ([, { options }]) => !options.readonly && !options.generated
  )
  return new Map(written)
}
