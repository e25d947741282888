import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { spread } from '../../access/readable_records.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery } from '../search/search_query.ts'
import { searched } from '../search/searched.ts'

/** Records of a screen: those that were ticked, or all that a search finds. */
export interface Selection {
  /** Null for all that the search finds. */
  ids: readonly string[] | null
  /** The search that was on, as the address has it. */
  search: string
}

type Place = Pick<HttpContext, 'environment' | 'registry'>

/** So many records can be ticked. */
const MOST_TICKED = 500
const LONGEST_SEARCH = 8_000

/** What was ticked in a list. */
export function readSelection({ request }: HttpContext): Selection {
  const search = String(request.input('search') ?? '').slice(0, LONGEST_SEARCH)
  if (request.input('all') === '1') return { ids: null, search }
  const ticked: unknown[] = [request.input('ids') ?? []].flat()
  return { ids: [...new Set(ticked.filter(isUuid))].slice(0, MOST_TICKED), search }
}

/** A selection as a form carries it along. */
export function hiddenOf({ ids, search }: Selection): [name: string, value: string][] {
  const records = ids?.map((id): [string, string] => ['ids[]', id]) ?? [['all', '1']]
  return [['search', search], ...(records as [string, string][])]
}

/** The search of a selection, on its screen. Throws DomainError. */
export function searchOf({ search }: Selection, plan: ScreenPlan): SearchQuery {
  const parts = Object.fromEntries(new URLSearchParams(search))
  return new SearchQuery({ qs: () => parts }, plan)
}

/** How many records were chosen. */
export async function countSelected(
  place: Place,
  plan: ScreenPlan,
  selection: Selection
): Promise<number> {
  if (selection.ids) return selection.ids.length
  const records = new Records<typeof Model>(plan.model, place.registry.access)
  const asked = await searched(place, plan, searchOf(selection, plan))
  const statement = records.aggregate({ ...asked, groupBy: [], measures: [] })
  const [row] = await place.environment!.query(...spread(statement))
  return Number(row!.count)
}

/** The chosen records in parts, in the order of their ids. */
export async function* selectedIds(
  place: Place,
  plan: ScreenPlan,
  selection: Selection,
  size: number
): AsyncGenerator<readonly string[]> {
  if (selection.ids) {
    for (let from = 0; from < selection.ids.length; from += size) {
      yield selection.ids.slice(from, from + size)
    }
    return
  }
  const records = new Records<typeof Model>(plan.model, place.registry.access)
  const asked = await searched(place, plan, searchOf(selection, plan))
  const order = [{ name: 'id', descending: false }]
  let last: string | undefined
  while (true) {
    const cursor = last ? { values: [last], id: last, backwards: false } : undefined
    const selected = records.select({ ...asked, fields: ['id'], order, limit: size, cursor })
    const rows = await place.environment!.query<{ id: string }>(...spread(selected))
    if (rows.length > 0) yield rows.map(({ id }) => id)
    if (rows.length < size) return
    last = rows.at(-1)!.id
  }
}
