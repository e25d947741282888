import { Once } from '../../access/once.ts'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import { hasOrder } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Option } from '../../views/form/types.ts'

/** A drop-down list offers up to so many records, and a status bar; beyond that one searches. */
export const MOST_OPTIONS = 50
/** Of tags so many can be chosen from. */
const MOST_TAGS = 200

/** A linked record to choose, and whether a status bar folds it. */
export interface OfferedRecord extends Option {
  folded: boolean
}

/** Records to choose from; `many` where there are more than a list can hold. */
export interface Offer {
  records: readonly OfferedRecord[]
  many: boolean
}

/** Whether the asker may choose records for a relation at all. */
export function mayChoose(registry: Registry, field: Field): boolean {
  const { records, title } = targetRecords(registry, field)
  return records.allows('read') && records.shows(title)
}

/**
 * Asks for the records of a relation, in the order that people have put them in, or by their titles.
 * `folded` is the boolean by which a status bar folds them.
 */
export function offerStatement(registry: Registry, field: Field, folded: string | null): Statement {
  const { target, records, title } = targetRecords(registry, field)
  const isOrdered = hasOrder(target) && records.shows('sequence')
  const order = (isOrdered ? ['sequence', 'id'] : [title]).map((name) => ({
    name,
    descending: false,
  }))
  const fields = folded && records.shows(folded) ? [title, folded] : [title]
  return records.select({ fields, where: records.unarchived(), order, limit: mostOf(field) })
}

/** How many records are asked for at most: of more than a list can hold, one more. */
export function mostOf({ kind }: Field): number {
  return kind === 'many2many' ? MOST_TAGS : MOST_OPTIONS + 1
}

/** What was offered is drawn once as long as it is remembered. */
const offeredRecords = new Once<Rows, string, readonly OfferedRecord[]>()

/** What a control of the relation offers, from the rows that were found. */
export function offerOf(field: Field, rows: Rows, folded: string | null): Offer {
  const { titleField: title } = targetOf(field)
  const many = field.kind === 'many2one' && rows.length > MOST_OPTIONS
  const records = offeredRecords.of(rows, title, () =>
    rows.map((row) => ({
      id: String(row.id),
      label: String(row[title] ?? ''),
      folded: folded !== null && row[folded] === true,
    }))
  )
  return { records: many ? [] : records, many }
}

function targetRecords(registry: Registry, field: Field) {
  const target = targetOf(field) as unknown as typeof Model
  return { target, records: new Records(target, registry.access), title: target.titleField }
}
