import { isStored, targetOf, type Field, type Fields } from '#app/domains/fields'
import { parseDomain } from '#app/domains/parse'
import { isAnswerable } from '#app/domains/text_condition'
import { isGroupable, isMeasure } from '#app/models/aggregate'
import type { Model } from '#app/models/model'
import type { ActivityTree } from '#app/views/activity_matrix/declaration'
import type { CalendarTree } from '#app/views/calendar/declaration'
import type { CohortTree } from '#app/views/cohort/declaration'
import type { KanbanTree } from '#app/views/kanban/declarations'
import type { FormTree, ListTree, Part, SearchTree, View } from '#app/views/declarations'
import type { Tile } from '#app/views/dashboards/declaration'
import type { ReportDeclaration } from '#app/views/reports/declaration'
import type { GraphTree } from '#app/views/graph/declaration'
import type { PivotTree } from '#app/views/pivot/declaration'
import type { TimelineTree } from '#app/views/timeline/declaration'
import { thrownBy, type Aspect } from './aspect.ts'

type AnyView = View<never>

const lists: Aspect = {
  title: 'has lists of fields that exist',
  faults: ({ views }) => ofKind(views, 'list').flatMap(listFaults),
}

const forms: Aspect = {
  title: 'has forms of fields that exist, each once',
  faults: ({ views }) => ofKind(views, 'form').flatMap(formFaults),
}

const searches: Aspect = {
  title: 'searches stored fields, with filters that can be read',
  faults: ({ views }) => ofKind(views, 'search').flatMap(searchFaults),
}

const graphs: Aspect = {
  title: 'has graphs of groups and figures that exist',
  faults: ({ views }) => ofKind(views, 'graph').flatMap(graphFaults),
}

const pivots: Aspect = {
  title: 'has pivots of groups and figures that exist',
  faults: ({ views }) => ofKind(views, 'pivot').flatMap(pivotFaults),
}

const boards: Aspect = {
  title: 'has boards of fields that exist',
  faults: ({ views }) => ofKind(views, 'kanban').flatMap(boardFaults),
}

const calendars: Aspect = {
  title: 'has calendars of days that exist',
  faults: ({ views }) => ofKind(views, 'calendar').flatMap(calendarFaults),
}

const timelines: Aspect = {
  title: 'has timelines of days and rows that exist',
  faults: ({ views }) => ofKind(views, 'timeline').flatMap(timelineFaults),
}

const cohorts: Aspect = {
  title: 'has cohorts of days and figures that exist',
  faults: ({ views }) => ofKind(views, 'cohort').flatMap(cohortFaults),
}

const activities: Aspect = {
  title: 'has activity views of fields that exist',
  faults: ({ views }) => ofKind(views, 'activity').flatMap(activityFaults),
}

const tiles: Aspect = {
  title: 'offers tiles of groups and figures that exist',
  faults: ({ tiles: offered, dashboards }) =>
    [
      ...Object.entries(offered),
      ...Object.values(dashboards).flatMap(({ tree }) =>
        tree.tiles.map((tile): [string, Tile] => [tile.name, tile])
      ),
    ].flatMap(tileFaults),
}

const reports: Aspect = {
  title: 'brings reports of groups and figures that exist',
  faults: ({ reports: brought }) => Object.entries(brought).flatMap(reportFaults),
}

/** What a module's views must be. */
export const viewAspects: Aspect[] = [
  lists,
  forms,
  searches,
  graphs,
  boards,
  pivots,
  calendars,
  timelines,
  cohorts,
  activities,
  tiles,
  reports,
]

function ofKind(views: readonly AnyView[], kind: AnyView['kind']): AnyView[] {
  return views.filter((view) => view.kind === kind)
}

function listFaults({ model, tree }: AnyView): string[] {
  const { columns, order, filter, marks } = tree as ListTree
  const fields = model.allFields
  const at = `list of ${model.name}`
  const names = columns.map(({ name }) => name)
  const wanted = { badge: 'selection', avatar: 'many2one' } as const
  return [
    ...unknown(at, fields, names),
    ...repeated(at, names),
    ...columns
      .filter(({ as, name }) => as !== 'value' && fields[name] && fields[name].kind !== wanted[as])
      .map(({ as, name }) => `${at}: "${name}" cannot be shown as ${as}`),
    ...order
      .filter(({ name }) => !fields[name] || !isStored(fields[name]))
      .map(({ name }) => `${at} cannot be ordered by "${name}"`),
    ...domainFaults(at, model, filter),
    ...marks.flatMap(({ domain }) => domainFaults(at, model, domain)),
  ]
}

function calendarFaults({ model, tree }: AnyView): string[] {
  const { start, end, color } = tree as CalendarTree
  return dayFaults(`calendar of ${model.name}`, model, [start, end], [color])
}

function timelineFaults({ model, tree }: AnyView): string[] {
  const { start, end, by, color } = tree as TimelineTree
  const at = `timeline of ${model.name}`
  const kind = model.allFields[by]?.kind ?? 'selection'
  return [
    ...dayFaults(at, model, [start, end], [by, color]),
    ...(['selection', 'many2one'].includes(kind) ? [] : [`${at}: "${by}" makes no rows`]),
  ]
}

function cohortFaults({ model, tree }: AnyView): string[] {
  const { start, end, measure } = tree as CohortTree
  const at = `cohorts of ${model.name}`
  return [...dayFaults(at, model, [start, end], []), ...groupFaults(at, model, [], [measure])]
}

function activityFaults({ model, tree }: AnyView): string[] {
  const { detail } = tree as ActivityTree
  return unknown(`activities of ${model.name}`, model.allFields, detail ? [detail] : [])
}

function dayFaults(
  at: string,
  { allFields }: typeof Model,
  days: readonly (string | null)[],
  others: readonly (string | null)[]
): string[] {
  const named = (names: readonly (string | null)[]) => names.filter((name) => name !== null)
  return [
    ...unknown(at, allFields, named([...days, ...others])),
    ...named(days)
      .filter((name) => allFields[name] && !['date', 'datetime'].includes(allFields[name].kind))
      .map((name) => `${at}: "${name}" is no day`),
  ]
}

function boardFaults({ model, tree }: AnyView): string[] {
  const { by, card, sum, progress, color, position, folded, quickCreate } = tree as KanbanTree
  const fields = model.allFields
  const at = `kanban of ${model.name}`
  const done = card.flatMap((item) => (item.done ? [item.done] : []))
  const single = [by, sum, progress, color, position].filter((name) => name !== null)
  const isOf = (name: string | null, kinds: readonly string[]) =>
    name === null || !fields[name] || kinds.includes(fields[name].kind)
  const target = fields[by]?.kind === 'many2one' ? targetOf(fields[by]).allFields : null
  return [
    ...unknown(at, fields, [...single, ...done, ...quickCreate, ...card.map(({ name }) => name)]),
    ...repeated(
      at,
      card.map(({ name }) => name)
    ),
    ...(isOf(by, ['selection', 'many2one']) ? [] : [`${at}: "${by}" makes no columns`]),
    ...(isOf(sum, ['integer', 'decimal', 'money']) ? [] : [`${at}: "${sum}" is no number`]),
    ...[progress, color]
      .filter((name) => !isOf(name, ['selection']))
      .map((name) => `${at}: "${name}" has no states`),
    ...(isOf(position, ['text']) ? [] : [`${at}: "${position}" keeps no order`]),
    ...(typeof folded !== 'string' || target?.[folded]?.kind === 'boolean'
      ? []
      : [`${at}: columns have no "${folded}"`]),
  ]
}

function searchFaults({ model, tree }: AnyView): string[] {
  const { fields, filters, groupBy } = tree as SearchTree
  const at = `search of ${model.name}`
  const own = fields.filter((name) => !name.includes('.'))
  return [
    ...unknown(at, model.allFields, [...own, ...groupBy]),
    ...own
      .filter((name) => model.allFields[name] && !TEXTS.includes(model.allFields[name].kind))
      .map((name) => `${at}: "${name}" holds no text`),
    ...fields
      .filter((path) => path.includes('.') && !leadsToText(model, path))
      .map((path) => `${at}: "${path}" leads to no text that the search box looks in`),
    ...Object.entries(filters).flatMap(([name, [label, domain]]) => [
      ...(label ? [] : [`${at}: the filter "${name}" has no label`]),
      ...domainFaults(`${at}, filter "${name}"`, model, domain),
    ]),
  ]
}

const TEXTS = ['text', 'longText', 'email', 'phone', 'url']

/** Whether a path leads by a many2one to a text that is searchable there, or is made of such texts. */
function leadsToText({ allFields }: AnyView['model'], path: string): boolean {
  const [name, behind, ...more] = path.split('.') as [string, string]
  const field = allFields[name]
  if (more.length > 0 || field?.kind !== 'many2one') return false
  const fields = targetOf(field).allFields
  const text = fields[behind]
  if (!text || !TEXTS.includes(text.kind)) return false
  const { depends = [], search, generated } = text.options
  return search === true || (!!generated && depends.every((part) => fields[part]?.options.search))
}

function graphFaults({ model, tree }: AnyView): string[] {
  const { by, measure } = tree as GraphTree
  return groupFaults(`graph of ${model.name}`, model, by, [measure])
}

function pivotFaults({ model, tree }: AnyView): string[] {
  const { rows, columns, measures } = tree as PivotTree
  return groupFaults(`pivot of ${model.name}`, model, [...rows, ...columns], measures)
}

function tileFaults([name, tile]: [string, Tile]): string[] {
  const { model, by, measure, domain, date, detail } = tile
  const at = `tile "${name}"`
  return [
    ...groupFaults(at, model, by, [measure]),
    ...unknown(
      at,
      model.allFields,
      [date, detail].filter((each) => each !== null)
    ),
    ...domainFaults(at, model, domain),
  ]
}

function reportFaults([name, report]: [string, ReportDeclaration]): string[] {
  const { model, rows, columns, measures, domain, date } = report
  const at = `report "${name}"`
  return [
    ...groupFaults(at, model, [...rows, ...columns], measures),
    ...unknown(at, model.allFields, date === null ? [] : [date]),
    ...domainFaults(at, model, domain),
  ]
}

function groupFaults(
  at: string,
  { allFields }: typeof Model,
  words: readonly string[],
  measures: readonly string[]
): string[] {
  const groups = words.map((word) => word.split(':')[0]!)
  const figures = measures.flatMap((word) => (word === 'count' ? [] : [word.split(':')[1] ?? word]))
  return [
    ...unknown(at, allFields, [...groups, ...figures]),
    ...groups
      .filter((name) => allFields[name] && !isGroupable(allFields[name]))
      .map((name) => `${at}: there are no groups by "${name}"`),
    ...figures
      .filter((name) => allFields[name] && !isMeasure(name, allFields[name]))
      .map((name) => `${at}: "${name}" holds no figures`),
  ]
}

function formFaults({ model, tree }: AnyView): string[] {
  const { header, sheet } = tree as FormTree
  const fields = model.allFields
  const at = `form of ${model.name}`
  const names: string[] = []
  const anchors = ['header', 'sheet']
  const faults: string[] = []
  const walk = (part: string | Part<never>) => {
    if (typeof part === 'string') {
      names.push(part)
      return
    }
    if (part.kind === 'lines' || part.kind === 'field') names.push(part.name!)
    faults.push(...conditionFaults(at, model, part))
    if (part.kind === 'lines') faults.push(...lineFaults(at, model, part))
    else {
      if (part.kind === 'statusbar') faults.push(...statusbarFaults(at, fields, part))
      if (part.kind === 'button' && !part.options?.isRoute) {
        faults.push(...buttonFaults(at, model, part.name!))
      }
      if (part.kind === 'tab' || part.kind === 'tabs') anchors.push(part.name!)
      part.items.forEach(walk)
    }
  }
  for (const part of [...header, ...sheet]) walk(part)
  return [
    ...unknown(at, fields, names),
    ...repeated(at, [...names, ...anchors]),
    ...faults,
    ...missing(at, fields, names),
  ]
}

/** Conditions of a form are sound domains, and such as a form can answer. */
function conditionFaults(at: string, model: typeof Model, { name, title, options }: Part<never>) {
  const asked = [options?.visible, options?.readonly, options?.required].filter(Array.isArray)
  return asked.flatMap((domain) => {
    const place = `${at}, condition of "${name ?? title}"`
    const faults = domainFaults(place, model, domain)
    if (faults.length > 0 || isAnswerable(parseDomain(model, domain))) return faults
    return [`${place}: a form cannot answer it`]
  })
}

const EDITABLE = [
  ...['text', 'email', 'phone', 'url', 'integer', 'decimal', 'money', 'boolean', 'date'],
  ...['datetime', 'selection', 'many2one'],
]

function lineFaults(
  at: string,
  model: typeof Model,
  { name, items, options }: Part<never>
): string[] {
  const field = model.allFields[name!]
  if (!field) return []
  if (field.kind !== 'one2many') return [`${at}: "${name}" has no lines`]
  const target = targetOf(field)
  const fields = target.allFields
  const edited = (options?.editable ?? []) as readonly string[]
  const place = `${at}, lines of "${name}"`
  return [
    ...unknown(place, fields, [...new Set([...(items as readonly string[]), ...edited])]),
    ...edited
      .filter((column) => fields[column] && !EDITABLE.includes(fields[column].kind))
      .map((column) => `${place}: "${column}" cannot be edited in a line`),
  ]
}

function statusbarFaults(at: string, fields: Fields, { name, options }: Part<never>): string[] {
  const field = fields[name!]
  if (field?.kind === 'many2one') {
    return linkedStageFaults(`${at}: "${name}"`, field, options?.folded)
  }
  if (field?.kind !== 'selection') return [`${at}: "${name}" is no selection and no link`]
  const folded = (options?.folded ?? []) as readonly string[]
  return folded
    .filter((key) => !Object.hasOwn(field.options.options ?? {}, key))
    .map((key) => `${at}: "${name}" has no state "${key}" to fold`)
}

/** Where a status bar shows linked records, a boolean of theirs says which are folded. */
function linkedStageFaults(at: string, field: Field, folded: unknown): string[] {
  if (folded === undefined || targetOf(field).allFields[String(folded)]?.kind === 'boolean') {
    return []
  }
  return [`${at} leads to nothing with a boolean "${String(folded)}"`]
}

function buttonFaults(at: string, model: typeof Model, name: string): string[] {
  const method = (model.prototype as unknown as Record<string, unknown>)[name]
  return typeof method === 'function' ? [] : [`${at}: ${model.name} has no method "${name}"`]
}

/** A field that must be filled and cannot be reached keeps every new record from being saved. */
function missing(at: string, fields: Fields, names: readonly string[]): string[] {
  return Object.entries(fields)
    .filter(([name, { kind, options }]) => {
      const isAsked = options.required && !options.readonly && !options.generated
      return isAsked && kind !== 'boolean' && options.default === undefined && !names.includes(name)
    })
    .map(([name]) => `${at} lacks "${name}", which is required`)
}

function unknown(at: string, fields: Fields, names: readonly string[]): string[] {
  return names
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => `${at}: there is no field "${name}"`)
}

function repeated(at: string, names: readonly string[]): string[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  return twice.map((name) => `${at}: "${name}" stands there twice`)
}

function domainFaults(at: string, model: typeof Model, domain: readonly unknown[]): string[] {
  const fault = thrownBy(() => parseDomain(model, domain))
  return fault ? [`${at}: ${fault}`] : []
}
