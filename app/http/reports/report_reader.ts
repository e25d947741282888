import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import { groupsOf } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { ReportContent } from '../../views/reports/types.ts'
import type { Translate } from '../../views/texts.ts'
import { chartOf } from '../graph/graph_chart.ts'
import { Figures, type Figure } from '../groups/figures.ts'
import { headsOf, linesOf, type PivotParts } from '../pivot/pivot_layout.ts'
import { levelsNamed } from '../pivot/pivot_links.ts'
import { MOST_CELLS, pivotQuestion } from '../pivot/read_pivot.ts'
import type { Ranking } from '../pivot/pivot_table.ts'
import { searched } from '../search/searched.ts'
import { tenantOf } from '../tenant_of.ts'
import type { ReportPlan } from './report_plan.ts'
import type { ReportQuery } from './report_query.ts'

/** More groups than these are not drawn. */
const MOST_GROUPS = 5_000

/** What a report asks of the database, and what it makes of the answers. */
export interface ReportQuestion {
  statements: Statement[]
  content(answers: readonly Rows[]): ReportContent
}

/** The figures of a report as the asker may see them, read and laid out as graphs and pivots are. */
export class ReportReader {
  /** Those that are shown; the first is the one that is drawn. */
  readonly figures: readonly Figure[]
  readonly offered: readonly Figure[]
  #ctx: HttpContext
  #plan: ReportPlan
  #query: ReportQuery

  constructor(ctx: HttpContext, plan: ReportPlan, query: ReportQuery) {
    this.#ctx = ctx
    this.#plan = plan
    this.#query = query
    const figures = figuresOf(ctx, plan)
    const known = query.measures.flatMap((word) => figures.known(word) ?? [])
    this.figures = known.length > 0 ? known : [figures.count]
    this.offered = figures.all
  }

  /** What is measured, by what. */
  get title(): string {
    const { t } = this.#ctx.page
    const measure = this.figures.map(({ label }) => label).join(', ')
    const { rows, columns } = this.#query
    const groups = levelsNamed(this.#plan, [...rows, ...columns], t)
    return groups ? t('ui.graph.title', { measure, groups }) : measure
  }

  /** What the rows are. */
  get corner(): string {
    return levelsNamed(this.#plan, this.#query.rows, this.#ctx.page.t)
  }

  question(): Promise<ReportQuestion> {
    return this.#query.show === 'table' ? this.#table() : this.#drawing(this.#query.show)
  }

  async read(): Promise<ReportContent> {
    const question = await this.question()
    return question.content(await this.#ctx.environment!.read(question.statements))
  }

  /** The figures as a table, however they are shown; null where they are too many. */
  async parts(): Promise<PivotParts | null> {
    const { statements, table } = await this.#pivot()
    const read = table(await this.#ctx.environment!.read(statements))
    return read && this.#partsOf(read)
  }

  async #table(): Promise<ReportQuestion> {
    const { statements, table } = await this.#pivot()
    return {
      statements,
      content: (answers) => {
        const { t } = this.#ctx.page
        const read = table(answers)
        if (!read) return tooMany(t)
        if (read.rows.length === 0) return this.#nothing()
        const parts = this.#partsOf(read)
        return {
          as: 'table',
          table: {
            title: this.title,
            corner: this.corner,
            heads: headsOf(parts),
            rows: linesOf(parts),
          },
          notes: this.#notes(read.left),
        }
      },
    }
  }

  async #drawing(type: Exclude<ReportQuery['show'], 'table'>): Promise<ReportQuestion> {
    const records = new Records<typeof Model>(this.#plan.model, this.#ctx.registry.access)
    const figure = this.figures[0]!
    const { measures } = figure
    const { levels: groupBy, stacked, cumulated, order, limit } = this.#query
    const asked = await searched(this.#ctx, this.#plan, this.#query)
    const statement = records.aggregate({ ...asked, groupBy, measures, limit: MOST_GROUPS + 1 })
    return {
      statements: [statement],
      content: ([rows]) => {
        const groups = groupsOf(rows!, { groupBy, measures }).filter(({ count }) => count > 0)
        if (groups.length === 0) return this.#nothing()
        const chart = chartOf({
          type,
          stacked,
          cumulated,
          order,
          ...(limit !== null && { most: limit }),
          levels: groupBy,
          figure,
          groups: groups.slice(0, MOST_GROUPS),
          fieldOf: this.#fieldOf,
          listHref: (domain) => this.#query.listHref(domain),
          words: this.#words,
        })
        const { t } = this.#ctx.page
        const isCut = groups.length > MOST_GROUPS
        return {
          as: 'chart',
          chart,
          notes: isCut ? [t('ui.graph.tooMany', { count: MOST_GROUPS })] : [],
        }
      },
    }
  }

  #pivot() {
    return pivotQuestion(this.#ctx, this.#plan, this.#query, this.figures, this.#ranking)
  }

  get #ranking(): Ranking {
    const { order, limit } = this.#query
    return {
      size: order === 'natural' ? null : (group) => this.figures[0]!.of(group),
      descending: order === 'desc',
      most: limit ?? Infinity,
    }
  }

  #partsOf(table: PivotParts['table']): PivotParts {
    return {
      query: this.#query,
      table,
      figures: this.figures,
      fieldOf: this.#fieldOf,
      words: this.#words,
    }
  }

  #nothing(): ReportContent {
    const { t } = this.#ctx.page
    const { many } = this.#plan.model.labels
    return {
      as: 'nothing',
      title: t('ui.list.noMatch.title', { records: many }),
      text: t('ui.report.nothing'),
    }
  }

  #notes(left: number): string[] {
    if (left === 0) return []
    return [this.#ctx.page.t('ui.report.left', { count: left })]
  }

  #fieldOf = (name: string) => this.#plan.model.allFields[name]!

  get #words() {
    const { t, formats } = this.#ctx.page
    const { language, timeZone } = this.#ctx.asker
    return { t, formats, language, timeZone }
  }
}

/** The figures of the records that the asker may see. */
export function figuresOf(ctx: HttpContext, { model }: ReportPlan): Figures {
  const { t, formats } = ctx.page
  const { currency } = tenantOf(ctx)
  return new Figures(ctx, model, { t, formats, language: ctx.asker.language, currency })
}

function tooMany(t: Translate): ReportContent {
  const title = t('ui.pivot.tooMany.title', { count: MOST_CELLS })
  return { as: 'nothing', title, text: t('ui.pivot.tooMany.text') }
}
