import type { HttpContext } from '@adonisjs/core/http'
import type { Field } from '../../domains/fields.ts'
import { firstWeekdayOf } from '../../domains/weeks.ts'
import type { Group } from '../../models/aggregate.ts'
import { MARK } from '../../models/select.ts'
import { localeOf } from '../formats.ts'
import { withGroupTitles } from '../group_titles.ts'
import { groupLabel } from '../groups/group_label.ts'
import { shownColumns } from '../list/compiled_list.ts'
import type { ListQuery } from '../list/list_query.ts'
import { summedColumns, sumTexts } from '../list/totals.ts'
import { recordNames } from '../search/record_names.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { filterFacets, groupFacets } from '../search/search_facets.ts'
import type { Searched } from '../search/searched.ts'
import { groupedRecords, type GroupedEntry } from './grouped_records.ts'
import { readList } from './list_rows.ts'
import { paperOf } from './paper.ts'
import { isWide, printedColumns, type PrintedColumn } from './printed_table.ts'
import { printedText, type PrintedWords } from './printed_text.ts'

type Row = Readonly<Record<string, unknown>>

/** How a list lies on the page; `auto` turns it where its columns need the room. */
export type Orientation = 'auto' | 'portrait' | 'landscape'

interface ListedColumn {
  name: string
  label: string
  field: Field
}

/** A list on paper: its columns, everything that it finds, its groups with their sums, the totals. */
export class ListSheet {
  #ctx: HttpContext
  #plan: ScreenPlan
  #query: ListQuery
  #columns: readonly ListedColumn[]
  #words: PrintedWords

  constructor(ctx: HttpContext, plan: ScreenPlan, query: ListQuery) {
    this.#ctx = ctx
    this.#plan = plan
    this.#query = query
    this.#columns = columnsOf(ctx, plan, query)
    this.#words = ctx.page
  }

  /** The number of columns that the list shows. */
  get width(): number {
    return this.#columns.length
  }

  /** What the template `list.typ` takes. Throws E_TOO_MANY_TO_PRINT. */
  async compose(found: Searched, orientation: Orientation) {
    const { model, label } = this.#plan
    const { t, formats } = this.#words
    const names = this.#columns.map(({ name }) => name)
    const measures = summedColumns(model, names)
    const read = await readList(this.#ctx, this.#plan, this.#query, {
      ...found,
      fields: names,
      measures,
    })
    const levels = this.#query.groupBy.map((term) => ({ term, field: model.allFields[term.name]! }))
    const entries: GroupedEntry[] =
      levels.length === 0
        ? read.rows.map((row) => ({ row }))
        : groupedRecords(read.rows, read.levels, levels, {
            timeZone: this.#ctx.asker.timeZone,
            firstWeekday: firstWeekdayOf(this.#ctx.asker.language),
          })
    const cells = new Map(read.rows.map((row) => [row, this.#cells(row)]))
    const columns = printedColumns(this.#columns, [...cells.values()])
    const sums = (group: Group) => sumTexts(model, group, measures, this.#ctx.page)
    const { count } = read.total
    const totals = this.#sums(
      sums(read.total),
      t('ui.list.total', { count: formats.number(count) })
    )
    return {
      count: read.rows.length,
      data: {
        paper: paperOf(this.#ctx, label, this.#isTurned(orientation, columns)),
        summary: t('ui.group.count', { count, ...model.labels }),
        filters: await this.#filters(),
        columns,
        rows: entries.map((entry) =>
          'row' in entry ? cells.get(entry.row)! : this.#head(entry, sums(entry.group))
        ),
        totals: [...totals.before, ...totals.sums],
      },
    }
  }

  #isTurned(orientation: Orientation, columns: readonly PrintedColumn[]): boolean {
    return orientation === 'auto' ? isWide(columns) : orientation === 'landscape'
  }

  /** The texts of a row; what marks it stands behind its name. */
  #cells(row: Row): string[] {
    const mark = row[MARK] === null || row[MARK] === undefined ? null : Number(row[MARK])
    const cells = this.#columns.map(({ name, field }) => printedText(field, name, row, this.#words))
    if (mark !== null) cells[0] = `${cells[0]} (${this.#plan.list.marks[mark]!.label})`
    return cells
  }

  #head({ group, depth }: Exclude<GroupedEntry, { row: Row }>, texts: Record<string, string>) {
    const { model } = this.#plan
    const term = this.#query.groupBy[depth]!
    const label = groupLabel(model.allFields[term.name]!, term, group.keys.at(-1)!, this.#words)
    const { before, sums } = this.#sums(texts, label)
    return {
      depth,
      label: before[0]!,
      count: this.#words.t('ui.group.count', { count: group.count, ...model.labels }),
      span: before.length,
      sums,
    }
  }

  /** A label across the columns before the first sum, and the sums in their columns. */
  #sums(texts: Readonly<Record<string, string>>, label: string) {
    const cells = this.#columns.map(({ name }) => texts[name] ?? '')
    const first = cells.findIndex((text, index) => index > 0 && text !== '')
    const span = first === -1 ? cells.length : first
    const head = cells[0] ? `${label} ${cells[0]}` : label
    return { before: [head, ...cells.slice(1, span)], sums: cells.slice(span) }
  }

  /** What the list is asked for, in words. */
  async #filters(): Promise<{ label: string; value: string }[]> {
    const { asker, registry } = this.#ctx
    const { t } = this.#words
    const query = this.#query
    const facets = filterFacets(this.#plan, query, {
      t,
      locale: localeOf(asker.language),
      names: await recordNames(this.#ctx, this.#plan, query),
      parse: (domain) => registry.access.parse(asker, this.#plan.model, domain),
    })
    const search = query.search ? [{ label: t('ui.print.search'), value: query.search }] : []
    return [...search, ...facets, ...groupFacets(this.#plan, query, t)].map(({ label, value }) => ({
      label,
      value,
    }))
  }
}

/** The columns that the list shows to the asker. */
function columnsOf(
  { registry }: HttpContext,
  plan: ScreenPlan,
  query: ListQuery
): readonly ListedColumn[] {
  return shownColumns(plan, query.columns).map(({ name, label }) => {
    const field = withGroupTitles(registry, plan.model.allFields[name]!)
    return { name, field, label: label ?? field.options.label }
  })
}
