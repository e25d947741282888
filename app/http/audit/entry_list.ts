import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import type { Page } from '../page.ts'
import { titleIn } from './described_changes.ts'
import type { EntryRow } from './entry_filter.ts'
import { EntryTeller, type EntryWords } from './entry_words.ts'
import { loggedTables } from './logged_fields.ts'

/** Entries in words, with the titles of the records that they are about. */
export async function tellEntries(
  ctx: HttpContext,
  page: Page,
  rows: readonly EntryRow[]
): Promise<EntryWords[]> {
  const teller = new EntryTeller(ctx, page)
  const titles = await titlesOf(ctx, teller, rows)
  return rows.map((row) => {
    const record = teller.recordOf(row)
    const found = record ? titles.get(`${record.table} ${record.id}`) : undefined
    return teller.tell(row, found ?? goneTitle(ctx, row))
  })
}

/** The title of a deleted record stands in the log. */
function goneTitle(ctx: HttpContext, row: EntryRow): string {
  const gone = row.summary.find((part) => part.gone)
  const model = gone && loggedTables(ctx.registry).get(gone.table)?.model
  if (!model || !ctx.registry.access.allows(ctx.asker, model, 'read')) return ''
  const change = { table: gone.table, recordId: gone.id, action: 'delete' as const }
  return titleIn(model, [{ ...change, before: gone.gone, after: null }])
}

async function titlesOf(ctx: HttpContext, teller: EntryTeller, rows: readonly EntryRow[]) {
  const ids = new Map<string, Set<string>>()
  for (const row of rows) {
    const record = teller.recordOf(row)
    if (record) ids.set(record.table, (ids.get(record.table) ?? new Set()).add(record.id))
  }
  const tables = loggedTables(ctx.registry)
  const { access } = ctx.registry
  const asked = [...ids].flatMap(([table, wanted]) => {
    const model = tables.get(table)?.model
    if (!model || !access.allows(ctx.asker, model, 'read')) return []
    const selection = {
      ids: [...wanted],
      fields: [model.titleField],
      order: [],
      limit: wanted.size,
    }
    const statement: Statement = new Records(model, access).select(selection)
    return [{ table, model, statement }]
  })
  const statements = asked.map(({ statement }) => statement)
  const answers: Rows[] = statements.length > 0 ? await ctx.environment!.read(statements) : []
  return new Map(
    asked.flatMap(({ table, model }, index) =>
      answers[index]!.map((row): [string, string] => [
        `${table} ${String(row.id)}`,
        String(row[model.titleField] ?? ''),
      ])
    )
  )
}
