import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import { BRANCH, type Asked } from '../../models/clauses.ts'
import type { Model } from '../../models/model.ts'
import { SAVED_BY } from '../../models/select.ts'
import type { OrderTerm } from '../../models/order.ts'
import { RulesQuestion, type FormRules } from '../form/conditions/form_rules.ts'
import { textsBeside } from '../form/conditions/read_rules.ts'
import type { Row } from '../form/form_reader.ts'
import { SEQUENCE, type LinesPlan } from '../form/lines/lines_plan.ts'
import type { SheetPlan } from './printout_plan.ts'

/** So many sheets are printed at once. */
export const MOST_SHEETS = 100
/** So many lines of a one2many are printed for each record. */
export const MOST_PRINTED_LINES = 200

/** Records that are to be printed: some of a condition, in an order. */
export interface PrintedRecords {
  where?: readonly DomainNode[]
  ids?: readonly string[]
  containing?: readonly string[]
  sought?: Asked['sought']
  order: readonly OrderTerm[]
  limit: number
}

/** Records with everything that their forms show. */
export interface SheetsData {
  rows: Rows
  /** Lines by the names of the one2many fields and the ids of the records. */
  lines: ReadonlyMap<string, ReadonlyMap<string, Rows>>
  /** What the conditions of the form come to for a record; null where it has none. */
  rulesOf: (row: Row) => FormRules | null
}

/** Reads records and their lines: two waits for the database, however many they are. */
export async function readSheets(
  ctx: HttpContext,
  plan: SheetPlan,
  asked: PrintedRecords
): Promise<SheetsData> {
  const { environment, registry, asker } = ctx
  const records = new Records<typeof Model>(plan.model, registry.access)
  const beside = ['createdAt', 'updatedAt', 'active', plan.model.titleField]
  const known = beside.filter((name) => Object.hasOwn(plan.model.allFields, name))
  const fields = [...new Set([...plan.fields.keys(), ...known, ...(plan.conditions?.asked ?? [])])]
  const withSavedBy = records.showsAuthors
  const [rows] = await environment!.read([records.select({ ...asked, fields, withSavedBy })])

  const statements: Statement[] = []
  const take: ((answer: Rows) => void)[] = []
  const ask = (statement: Statement, use: (answer: Rows) => void) => {
    statements.push(statement)
    take.push(use)
  }
  const lines = new Map<string, Map<string, Rows>>()
  for (const [name, line] of plan.lines) {
    const statement = linesOf(ctx, line, rows!)
    if (!statement) continue
    const found = new Map(rows!.map(({ id }): [string, Rows] => [String(id), []]))
    lines.set(name, found)
    ask(statement, (answer) => {
      for (const row of answer) found.get(String(rows![Number(row[BRANCH])]!.id))!.push(row)
    })
  }
  const question = plan.conditions && new RulesQuestion(registry, environment!, plan.conditions)
  question?.ask(ask)
  const answers = statements.length > 0 ? await environment!.read(statements) : []
  answers.forEach((answer, index) => take[index]!(answer))
  return {
    rows: rows!,
    lines,
    rulesOf: (row) => question?.rules(textsBeside(plan, row, asker.timeZone)) ?? null,
  }
}

/** The name of who saved a record last, if the asker may know. */
export function savedBy(row: Row): string | null {
  return (row[SAVED_BY] as string | null | undefined) ?? null
}

/** One statement for the lines of all records; null for who may not read them. */
function linesOf({ registry }: HttpContext, line: LinesPlan, rows: Rows): Statement | null {
  const records = new Records(line.target, registry.access)
  if (!records.allows('read') || rows.length === 0) return null
  const order = [{ name: line.isOrdered ? SEQUENCE : line.target.titleField, descending: false }]
  return records.selectEach(
    rows.map(({ id }) => ({
      where: [records.domain([[line.field.inverse, '=', id]]), ...records.unarchived()],
      fields: line.columns,
      order,
      limit: MOST_PRINTED_LINES + 1,
    }))
  )
}
