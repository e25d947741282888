import type { HttpContext } from '@adonisjs/core/http'
import type { Group } from '../../models/aggregate.ts'
import { groupRow, moreRow } from '../../views/list/groups.ts'
import type { ListColumn, ListPager } from '../../views/list/types.ts'
import { groupLabel } from '../groups/group_label.ts'
import type { Page } from '../page.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { CompiledList } from './compiled_list.ts'
import type { ListQuery } from './list_query.ts'
import type { ListedRows } from './list_screen.ts'
import { writeKey, type GroupPath } from './open_groups.ts'
import { readGroups, type Inside } from './read_groups.ts'
import { listTotals, sumTexts } from './totals.ts'

/** A list in groups of up to three levels, of which those that the address names are open. */
export class GroupedRows {
  #ctx: HttpContext
  #plan: ScreenPlan
  #page: Page
  #query: ListQuery
  #compiled: CompiledList
  #columns: readonly ListColumn[]
  #insides: ReadonlyMap<string, Inside> = new Map()

  constructor(
    ctx: HttpContext,
    plan: ScreenPlan,
    page: Page,
    query: ListQuery,
    compiled: CompiledList
  ) {
    this.#ctx = ctx
    this.#plan = plan
    this.#page = page
    this.#query = query
    this.#compiled = compiled
    this.#columns = compiled.links(query).columns
  }

  async read(): Promise<ListedRows> {
    const { measures } = this.#compiled
    const { insides, total } = await readGroups(this.#ctx, this.#plan, this.#query, this.#compiled)
    this.#insides = insides
    const outermost = insides.get('')!
    return {
      rows: this.#write(outermost, 'group'),
      rowCount: outermost.groups.length,
      pager: this.#pager(outermost),
      totals: listTotals(this.#plan.model, total, measures, this.#page),
    }
  }

  /** Groups, each followed by what stands in it. */
  #write({ path, groups, groupCount }: Inside, id: string): string {
    const html = groups.map((group, index) => this.#writeGroup(group, path, `${id}-${index}`))
    const rest = path.length === 0 ? 0 : groupCount - groups.length
    return html.join('') + this.#more(path, id, rest)
  }

  #writeGroup(group: Group, parents: GroupPath, id: string): string {
    const { model } = this.#plan
    const { t, formats } = this.#page
    const { language } = this.#ctx.asker
    const { open, groupBy } = this.#query
    const term = groupBy[parents.length]!
    const key = group.keys[0]!
    const path = [...parents, writeKey(key.value)]
    const inside = this.#insides.get(path.join('/'))
    const head = {
      id,
      depth: parents.length,
      label: groupLabel(model.allFields[term.name]!, term, key, { t, formats, language }),
      count: t('ui.group.count', { count: group.count, ...model.labels }),
      isOpen: inside !== undefined,
      href: this.#href(inside ? open.without(path) : open.with(path, 1)),
      sums: sumTexts(model, group, this.#compiled.measures, this.#page),
    }
    const row = groupRow(head, this.#columns, this.#compiled.span)
    if (!inside) return row
    if (path.length < groupBy.length) return row + this.#write(inside, id)
    const rest = group.count - inside.records.length
    return row + this.#compiled.rows(inside.records) + this.#more(path, id, rest)
  }

  /** The way to what else is in a group. */
  #more(path: GroupPath, id: string, rest: number): string {
    if (rest <= 0) return ''
    const { open, groupBy, size } = this.#query
    const isLast = path.length === groupBy.length
    const count = this.#page.formats.number(Math.min(rest, size))
    const more = {
      id: `${id}-more`,
      depth: path.length,
      label: this.#page.t(isLast ? 'ui.list.moreRows' : 'ui.list.moreGroups', { count }),
      href: this.#href(open.with(path, open.pagesOf(path) + 1)),
    }
    return moreRow(more, this.#columns, this.#compiled.span)
  }

  #href(open: string): string {
    return this.#query.href({ open, page: pageWord(this.#query.page) })
  }

  #pager({ groups, groupCount }: Inside): ListPager {
    const { formats } = this.#page
    const { page, size } = this.#query
    const from = (page - 1) * size + 1
    const to = from + groups.length - 1
    return {
      from: formats.number(groups.length > 0 ? from : 0),
      to: formats.number(to),
      total: formats.number(groupCount),
      groups: groupCount,
      previousHref: page > 1 ? this.#query.href({ page: pageWord(page - 1) }) : null,
      nextHref: to < groupCount ? this.#query.href({ page: pageWord(page + 1) }) : null,
    }
  }
}

/** The first page is not named in the address. */
function pageWord(page: number): string | null {
  return page > 1 ? String(page) : null
}
