import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import { crossGroupsOf, type CrossGroup } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { Figure } from '../groups/figures.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import type { PivotQuery } from './pivot_query.ts'
import { PivotTable, type Ranking } from './pivot_table.ts'

/** More figures than these help nobody. */
export const MOST_CELLS = 5_000

/** What a pivot asks of the database, and what it makes of the answers. */
export interface PivotQuestion {
  statements: Statement[]
  /** The figures, or null where there would be too many of them. */
  table(answers: readonly Rows[]): PivotTable | null
}

/** The figures of a pivot, or null where there would be too many of them. */
export async function readPivot(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: PivotQuery,
  figures: readonly Figure[]
): Promise<PivotTable | null> {
  const question = await pivotQuestion(ctx, plan, query, figures)
  return question.table(await ctx.environment!.read(question.statements))
}

/** The same, to be asked together with something else; `ranking` says in which order rows stand. */
export async function pivotQuestion(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: PivotQuery,
  figures: readonly Figure[],
  ranking: Ranking | null = null
): Promise<PivotQuestion> {
  const { rows, columns } = query
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  const groupBy = [...rows, ...columns]
  const measures = figures.flatMap((figure) => figure.measures)
  const asked = { ...(await searched(ctx, plan, query)), groupBy, measures, limit: MOST_CELLS + 1 }
  const isMany = groupBy.map(({ name }) => plan.model.allFields[name]!.kind === 'many2many')
  const statements = together(setsOf(rows.length, columns.length), isMany).map((sets) =>
    records.aggregate({ ...asked, sets })
  )
  return {
    statements,
    table(answers) {
      const groups: CrossGroup[] = answers.flatMap((answer) =>
        crossGroupsOf(answer, { groupBy, measures })
      )
      if (groups.length > MOST_CELLS) return null
      const found = groups.filter(({ count }) => count > 0)
      return new PivotTable(found, { rows: rows.length, columns: columns.length }, ranking)
    },
  }
}

/** The levels of every figure: rows of each depth, by the innermost columns and in total. */
function setsOf(rows: number, columns: number): number[][] {
  const across = Array.from({ length: columns }, (_, index) => rows + index)
  return Array.from({ length: rows + 1 }, (_, depth) => {
    const down = Array.from({ length: depth }, (__, index) => index)
    return columns > 0 ? [down, [...down, ...across]] : [down]
  }).flat()
}

/**
 * Sets that one statement answers. A record with several tags counts in several groups, but once in
 * a total, so totals over tags are read without them: one statement more for each such level.
 */
function together(sets: readonly number[][], isMany: readonly boolean[]): number[][][] {
  const byLinks = new Map<string, number[][]>()
  for (const set of sets) {
    const links = set.filter((level) => isMany[level]).join(' ')
    byLinks.set(links, [...(byLinks.get(links) ?? []), set])
  }
  return [...byLinks.values()]
}
