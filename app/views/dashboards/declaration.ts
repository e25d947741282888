import type { FieldName } from '../../domains/fields.ts'
import type { Domain } from '../../domains/types.ts'
import type { Model } from '../../models/model.ts'
import type { Kinds } from '../declarations.ts'
import type { ChartType } from '../graph/declaration.ts'
import type { GroupWord, MeasureWord } from '../groups.ts'

/** Something that a module offers for dashboards. */
export interface Tile {
  readonly as: 'figure' | 'chart' | 'leaders' | 'list'
  /** What people read above it. */
  readonly label: string
  readonly model: typeof Model
  readonly domain: readonly unknown[]
  /** The day or moment that the dashboard's stretch of time is about; null for none. */
  readonly date: string | null
  readonly measure: string
  /** Groups of a chart, or the one of the leaders. */
  readonly by: readonly string[]
  readonly type: ChartType
  /** Whether a figure that falls is good. */
  readonly lessIsBetter: boolean
  /** What stands beside the title in a list. */
  readonly detail: string | null
  readonly order: string
}

/** What a module offers, under names of its own: the default export of its `dashboard.ts`. */
export type Tiles = Readonly<Record<string, Tile>>

/** Says to the compiler that the parts of a view are tiles. */
export interface OfTiles {
  readonly '~part': Tile
}

/** Tiles in their order, each with its name. */
export interface DashboardTree {
  readonly tiles: readonly (Tile & { readonly name: string })[]
}

/** Tiles that can be extended. `A` are their names, which are anchors. */
export interface TileAnchors<A extends string> {
  readonly 'tree': DashboardTree
  readonly '~model'?: (row: OfTiles) => void
  readonly '~anchors'?: A
}

/** A dashboard that a module brings. */
export interface Dashboard<A extends string = string> extends TileAnchors<A> {
  readonly kind: 'dashboard'
  readonly label: string
}

/**
 * A dashboard that everybody has who sees something of it, until they change it and get a copy of
 * their own: a named export of `dashboard.ts`. Its tiles are offered for other dashboards, too.
 */
export function dashboard<const T extends Tiles>(
  label: string,
  tiles: T
): Dashboard<keyof T & string> {
  const named = Object.entries(tiles).map(([name, tile]) => ({ ...tile, name }))
  return { kind: 'dashboard', label, tree: { tiles: named } }
}

/** What all tiles may say. */
interface About<M> {
  domain?: Domain<M>
  /** Only records of the dashboard's stretch of time, by this field. */
  date?: Kinds<M, 'date' | 'datetime'>
}

const plain = {
  measure: 'count',
  by: [],
  type: 'bar',
  lessIsBetter: false,
  detail: null,
  order: 'id desc',
} as const

function about(label: string, model: typeof Model, options: { domain?: unknown; date?: string }) {
  const domain = (options.domain ?? []) as readonly unknown[]
  return { ...plain, label, model, domain, date: options.date ?? null }
}

/** One figure, and how it has changed since the stretch of time before. */
export function figureTile<C extends typeof Model>(
  label: string,
  model: C,
  options: About<InstanceType<C>> & {
    measure?: MeasureWord<InstanceType<C>>
    lessIsBetter?: boolean
  } = {}
): Tile {
  const { measure = 'count', lessIsBetter = false } = options
  return {
    ...about(label, model, options as { date?: string }),
    as: 'figure',
    measure,
    lessIsBetter,
  }
}

/** A graph, as in the view of that name. */
export function chartTile<C extends typeof Model>(
  label: string,
  model: C,
  options: About<InstanceType<C>> & {
    by: readonly [GroupWord<InstanceType<C>>, GroupWord<InstanceType<C>>?]
    measure?: MeasureWord<InstanceType<C>>
    type?: ChartType
  }
): Tile {
  const { measure = 'count', type = 'bar' } = options
  const by = options.by.filter((word) => word !== undefined)
  return { ...about(label, model, options as { date?: string }), as: 'chart', by, measure, type }
}

/** The groups with the greatest figures: people, teams, companies. */
export function leadersTile<C extends typeof Model>(
  label: string,
  model: C,
  options: About<InstanceType<C>> & {
    by: GroupWord<InstanceType<C>>
    measure?: MeasureWord<InstanceType<C>>
  }
): Tile {
  const { by, measure = 'count' } = options
  return { ...about(label, model, options as { date?: string }), as: 'leaders', by: [by], measure }
}

/** A few records, the first of an order, each with one thing more than its title. */
export function listTile<C extends typeof Model>(
  label: string,
  model: C,
  options: About<InstanceType<C>> & {
    detail?: FieldName<InstanceType<C>>
    order?: FieldName<InstanceType<C>> | `${FieldName<InstanceType<C>>} desc`
  } = {}
): Tile {
  const { detail = null, order = 'id desc' } = options
  return { ...about(label, model, options as { date?: string }), as: 'list', detail, order }
}
