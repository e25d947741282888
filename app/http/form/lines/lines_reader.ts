import { Records } from '../../../access/records.ts'
import type { Operation } from '../../../access/declarations.ts'
import type { Rows, Statement } from '../../../environment/environment.ts'
import type { Registry } from '../../../modules/registry.ts'
import { SEQUENCE, type LinesPlan } from './lines_plan.ts'

/** So many lines of a one2many are shown on the form. */
export const MOST_LINES = 40

/** The lines of one one2many, one more than are shown where there are more. */
export interface LinesData {
  rows: Rows
  /** Ids of the lines that the asker may change; null where it is every one. */
  written: ReadonlySet<string> | null
  /** Ids of the lines that the asker may take out; null where it is every one. */
  removed: ReadonlySet<string> | null
}

type Ask = (statement: Statement, use: (rows: Rows) => void) => void

/**
 * Asks for the lines of a record, and which of them the asker may change and take out, where that is
 * not said by what they may read.
 */
export function askForLines(
  { access }: Registry,
  plan: LinesPlan,
  recordId: string,
  ask: Ask
): LinesData | null {
  const records = new Records(plan.target, access)
  if (!records.allows('read')) return null
  const behind = [records.domain([[plan.field.inverse, '=', recordId]]), ...records.unarchived()]
  const order = [{ name: orderOf(plan), descending: false }]
  const asked = { where: behind, order, limit: MOST_LINES + 1 }
  const data: LinesData = { rows: [], written: null, removed: null }
  ask(records.select({ ...asked, fields: fieldsOf(plan) }), (rows) => (data.rows = rows))
  if (!plan.editable) return data

  const reached = (operation: Operation, key: 'written' | 'removed') => {
    if (!records.allows(operation)) return (data[key] = new Set())
    const narrower = records.narrower(operation, asked)
    if (narrower) ask(narrower, (rows) => (data[key] = new Set(rows.map(({ id }) => String(id)))))
  }
  reached('write', 'written')
  if (!plan.isLoose) reached('delete', 'removed')
  return data
}

/** A statement for those of some lines that still belong to a record. */
export function storedLines(
  { access }: Registry,
  plan: LinesPlan,
  recordId: string,
  ids: readonly string[]
): Statement {
  const records = new Records(plan.target, access)
  const where = [records.domain([[plan.field.inverse, '=', recordId]]), ...records.unarchived()]
  return records.select({ where, ids, fields: fieldsOf(plan), order: [], limit: ids.length })
}

function orderOf({ isOrdered, target }: LinesPlan): string {
  return isOrdered ? SEQUENCE : target.titleField
}

function fieldsOf({ columns, editable, target }: LinesPlan): string[] {
  return [...new Set([...columns, ...(editable?.keys() ?? []), target.titleField])]
}
