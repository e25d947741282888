import type { HttpContext } from '@adonisjs/core/http'
import { isNumber, isRelation } from '../../domains/operators.ts'
import { shownAs, targetOf, type Field } from '../../domains/fields.ts'
import type { Measure } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Column } from '../../views/declarations.ts'
import { compileRows, type CellColumn, type Row } from '../../views/list/rows.ts'
import type { ListColumn } from '../../views/list/types.ts'
import { SEQUENCE } from '../form/lines/lines_plan.ts'
import { groupsKey } from '../menu.ts'
import { withGroupTitles } from '../group_titles.ts'
import type { Page } from '../page.ts'
import { mayChangeMany } from './bulk_actions.ts'
import { widthBelow } from './heading_width.ts'
import { rememberLinks, type ListLinks } from './list_links.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { editableFields } from './row/editable_fields.ts'
import { sortWord, type ListQuery } from './list_query.ts'
import { summedColumns } from './totals.ts'

/** A list view made ready for one set of groups, language and choice of columns. */
export interface CompiledList {
  fields: readonly string[]
  /** What is summed up under the columns. */
  measures: readonly Measure[]
  /** So many columns of the table the head of a group takes. */
  span: number
  /** Whether the asker may edit something in the rows. */
  editable: boolean
  rows: (rows: readonly Row[]) => string
  links: (query: ListQuery) => ListLinks
}

const compiled = new WeakMap<Registry, Map<string, CompiledList>>()
const MOST = 1_000

/** The compiled list of a pruned screen; made once and kept for the registry's generation. */
export function compiledList(
  ctx: HttpContext,
  action: ScreenPlan,
  { columns: chosen, ordered }: { columns: readonly string[]; ordered: boolean },
  page: Page
): CompiledList {
  const { asker, registry, identity } = ctx
  let lists = compiled.get(registry)
  if (!lists) compiled.set(registry, (lists = new Map()))
  const places = identity!.locations.map(({ id }) => id).join(' ')
  const key = [
    action.href,
    groupsKey(asker),
    asker.language,
    asker.timeZone,
    identity!.tenant!.dateFormat,
    places,
    chosen.join(','),
    ordered,
  ].join('|')
  let list = lists.get(key)
  if (!list) {
    if (lists.size >= MOST) lists.clear()
    lists.set(key, (list = compile(ctx, action, { chosen, ordered }, page)))
  }
  return list
}

function compile(
  { asker, registry, identity }: HttpContext,
  action: ScreenPlan,
  { chosen, ordered }: { chosen: readonly string[]; ordered: boolean },
  page: Page
): CompiledList {
  const { model } = action
  const shown = shownColumns(action, chosen)
  const columns = withMeta(
    shown
      .map((column, index) => cellColumn(model, registry, column, index))
      .map((column) => (ordered && isPlace(column) ? { ...column, as: 'place' } : column))
  )
  const names = columns.map(({ name }) => name)
  const withPicks = mayChangeMany(registry.access, action)
  const write = compileRows({
    columns,
    href: action.href,
    withPicks,
    marks: action.list.marks,
    isOrganisation: !model.isPerson,
    formats: page.formats,
    locationKinds: new Map(identity!.locations.map(({ id }, index) => [id, (index % 6) + 1])),
    t: page.t,
  })
  return {
    fields: names,
    measures: summedColumns(model, names),
    editable: editableFields(registry, asker, action, names).size > 0,
    span: withPicks ? 2 : 1,
    rows: write,
    links: rememberLinks((query) => ({
      columns: columns.map((column) => withSort(column, query)),
    })),
  }
}

/** Whether a column shows the number that a list is ordered by. */
function isPlace({ name, as }: CellColumn): boolean {
  return name === SEQUENCE && as === 'value'
}

/** The columns of a list that are shown: the chosen ones in their order, or those of the screen. */
export function shownColumns(
  { list }: ScreenPlan,
  chosen: readonly string[]
): readonly Column<never>[] {
  const wanted = chosen.flatMap((name) => list.columns.filter((column) => column.name === name))
  return wanted.length > 0 ? wanted : list.columns.filter(({ optional }) => !optional)
}

function cellColumn(
  model: typeof Model,
  registry: Registry,
  column: Column<never>,
  index: number
): CellColumn {
  const declared = model.allFields[column.name]!
  const field = withGroupTitles(registry, shownAs(declared))
  const target = isRelation(field.kind) ? (targetOf(field) as unknown as typeof Model) : null
  const as = index === 0 ? 'name' : roleOf(column)
  return {
    name: column.name,
    label: column.label ?? field.options.label,
    sortHref: isSortable(declared) ? '' : null,
    sorted: null,
    align: isNumber(field.kind) ? 'right' : as === 'avatar' ? 'center' : 'left',
    priority: index === 0 ? 'main' : priorityOf(as, index),
    width: index === 0 ? 'main' : widthOf(as, field, column.label ?? field.options.label),
    mobile: index === 0 ? 'title' : as === 'badge' ? 'state' : null,
    soft: ['datetime', 'date'].includes(field.kind),
    field,
    as,
    href: target ? (registry.home.get(target)?.href ?? null) : null,
  }
}

function roleOf(column: Column<never>): CellColumn['as'] {
  if (column.as !== 'value') return column.as
  return column.name === 'location' ? 'location' : 'value'
}

function priorityOf(as: CellColumn['as'], index: number): ListColumn['priority'] {
  if (as === 'badge' || as === 'location') return 'always'
  return index > 5 ? 'lo' : index > 3 ? 'lo2' : 'always'
}

function widthOf(as: CellColumn['as'], { kind }: Field, label: string): ListColumn['width'] {
  if (as === 'avatar' || kind === 'boolean') return widthBelow(label, 'xs')
  if (as === 'badge' || as === 'location') return widthBelow(label, 's')
  if (['date', 'integer', 'decimal'].includes(kind)) return widthBelow(label, 's')
  if (kind === 'datetime' || kind === 'groups') return 'l'
  return ['money', 'phone', 'many2many'].includes(kind) ? widthBelow(label, 'm') : 'rest'
}

/** Under the title of a card stand the location, else the second column, and the first amount. */
function withMeta(columns: CellColumn[]): CellColumn[] {
  const meta = columns.find(({ as }) => as === 'location') ?? columns[1]
  const amount = columns.find(({ field }) => field.kind === 'money')
  return columns.map((column) => {
    if (column.mobile) return column
    if (column === amount) return { ...column, mobile: 'num' }
    return column === meta ? { ...column, mobile: 'meta' } : column
  })
}

/** Whether a list can be ordered by the field. */
export function isSortable(field: Field): boolean {
  return !['one2many', 'many2many', 'groups', 'computed', 'json', 'longText'].includes(field.kind)
}

function withSort(column: CellColumn, query: ListQuery): ListColumn {
  if (column.sortHref === null) return column
  const { name } = column
  const place = query.order.findIndex((term) => term.name === name)
  const term = query.order[place]
  const sorted = term ? (term.descending ? 'descending' : 'ascending') : null
  const turned = { name, descending: sorted === 'ascending' }
  const then = query.sorted.some((each) => each.name === name)
    ? query.sorted.map((each) => (each.name === name ? turned : each))
    : [...query.sorted, turned]
  return {
    ...column,
    sorted,
    rank: query.order.length > 1 && place > 0 ? place + 1 : null,
    sortHref: query.href({ sort: sortWord([turned]) }),
    thenHref: query.sorted.length > 0 ? query.href({ sort: sortWord(then) }) : null,
  }
}
