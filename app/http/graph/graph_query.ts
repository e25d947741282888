import type { HttpRequest } from '@adonisjs/core/http'
import type { GroupTerm } from '../../models/aggregate.ts'
import { CHART_TYPES, type ChartType, type GraphTree } from '../../views/graph/declaration.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { groupTermOf, SearchQuery, textOf } from '../search/search_query.ts'

export type GraphPart = 'type' | 'measure' | 'stacked' | 'cumulated' | 'order'
/** Groups in their own order, or by their figures. */
export type GraphOrder = 'natural' | 'desc' | 'asc'

/** What the address asks of a graph beside the search; what it does not say is as declared. */
export class GraphQuery extends SearchQuery<GraphPart> {
  readonly type: ChartType
  readonly measure: string
  readonly stacked: boolean
  readonly cumulated: boolean
  readonly order: GraphOrder
  /** The levels shown: those in the address, else those declared. */
  readonly levels: readonly GroupTerm[]
  #tree: GraphTree

  constructor(request: HttpRequest, plan: ScreenPlan, tree: GraphTree) {
    super(request, plan)
    const given = request.qs() as Record<string, unknown>
    this.#tree = tree
    this.type = CHART_TYPES.find((type) => type === given.type) ?? tree.type
    this.measure = textOf(given.measure) || tree.measure
    this.stacked = choice(given.stacked) ?? tree.stacked
    this.cumulated = choice(given.cumulated) ?? tree.cumulated
    this.order = (['desc', 'asc'] as const).find((order) => order === given.order) ?? 'natural'
    const declared = tree.by.flatMap((word) => groupTermOf(word, plan))
    this.levels = (this.groupBy.length > 0 ? this.groupBy : declared).slice(0, 2)
  }

  protected override ownParts(): [name: string, value: string | null][] {
    const tree = this.#tree
    return [
      ['type', this.type === tree.type ? null : this.type],
      ['measure', this.measure === tree.measure ? null : this.measure],
      ['stacked', this.stacked === tree.stacked ? null : this.stacked ? '1' : '0'],
      ['cumulated', this.cumulated === tree.cumulated ? null : this.cumulated ? '1' : '0'],
      ['order', this.order === 'natural' ? null : this.order],
    ]
  }
}

function choice(given: unknown): boolean | null {
  return given === '1' ? true : given === '0' ? false : null
}
