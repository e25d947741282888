import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { DomainError } from '../../domains/errors.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import { groupsOf, GROUPS, type Group, type Measure } from '../../models/aggregate.ts'
import { BRANCH } from '../../models/clauses.ts'
import type { Model } from '../../models/model.ts'
import { groupDomain, groupValueOf } from '../groups/group_domain.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { searched, type Searched } from '../search/searched.ts'
import type { ListQuery } from './list_query.ts'
import { markNodes } from './marks.ts'
import { readKey, type GroupPath } from './open_groups.ts'
import { askTotals, totalOf } from './totals.ts'

/** What stands in an open group: groups of the next level, or records at the last. */
export interface Inside {
  readonly path: GroupPath
  readonly where: readonly DomainNode[]
  readonly groups: Group[]
  /** The number of all its groups, also of those that are not shown. */
  groupCount: number
  readonly records: Rows
}

interface Wanted {
  fields: readonly string[]
  measures: readonly Measure[]
}

/**
 * The groups of a list with what stands in the open ones: one statement for the groups of all
 * levels, one for the records of all groups, and one for everything together, in one round trip.
 */
export async function readGroups(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: ListQuery,
  { fields, measures }: Wanted
): Promise<{ insides: Map<string, Inside>; total: Group }> {
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  const asked = await searched(ctx, plan, query)
  const opened = query.open.paths.flatMap((path) => openedAt(ctx, records, query, path))
  const all = [insideOf([], []), ...opened]
  const split = all.filter(({ path }) => path.length < query.groupBy.length)
  const last = all.filter(({ path }) => path.length === query.groupBy.length)
  const marks = markNodes(records, plan)
  const total = askTotals(ctx.asker, records, asked, measures)

  const statements: Statement[] = [
    records.aggregateEach(split.map((inside) => groupsIn(inside, asked, query, measures))),
    ...(last.length > 0
      ? [records.selectEach(last.map((inside) => recordsIn(inside, asked, query, fields, marks)))]
      : []),
    ...(total.known === undefined ? [total.statement] : []),
  ]
  const answers = await ctx.environment!.read(statements)
  for (const row of answers[0]!) {
    const inside = split[Number(row[BRANCH])]!
    inside.groups.push(...groupsOf([row], { groupBy: [query.groupBy[0]!], measures }))
    inside.groupCount = Number(row[GROUPS])
  }
  if (last.length > 0) {
    for (const row of answers[1]!) last[Number(row[BRANCH])]!.records.push(row)
  }
  if (total.known === undefined) total.remember(answers.at(-1)!)
  return {
    insides: new Map(all.map((inside) => [inside.path.join('/'), inside])),
    total: totalOf(total.known ?? answers.at(-1)!, measures),
  }
}

function insideOf(path: GroupPath, where: readonly DomainNode[]): Inside {
  return { path, where, groups: [], groupCount: 0, records: [] }
}

/** An open group, unless the address names none that could be. */
function openedAt(
  { asker }: HttpContext,
  records: Records<typeof Model>,
  { groupBy }: ListQuery,
  path: GroupPath
): Inside[] {
  if (path.length > groupBy.length) return []
  try {
    const where = path.map((word, level) => {
      const term = groupBy[level]!
      const field = records.model.allFields[term.name]!
      const text = readKey(word)
      const value = text === null ? null : groupValueOf(field, text)
      return records.domain(groupDomain(field, term, value, asker.timeZone))
    })
    return [insideOf(path, where)]
  } catch (error) {
    if (error instanceof DomainError || error instanceof URIError) return []
    throw error
  }
}

function groupsIn(
  { path, where }: Inside,
  asked: Searched,
  { groupBy, open, page, size }: ListQuery,
  measures: readonly Measure[]
) {
  const isOutermost = path.length === 0
  return {
    ...asked,
    where: [...asked.where, ...where],
    groupBy: [groupBy[path.length]!],
    measures,
    limit: isOutermost ? size : open.pagesOf(path) * size,
    offset: isOutermost ? (page - 1) * size : 0,
  }
}

function recordsIn(
  { path, where }: Inside,
  asked: Searched,
  { order, open, size }: ListQuery,
  fields: readonly string[],
  marks: readonly DomainNode[]
) {
  return {
    ...asked,
    where: [...asked.where, ...where],
    fields,
    marks,
    titlesOnly: true,
    order,
    limit: open.pagesOf(path) * size,
  }
}
