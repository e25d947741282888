import type { Group, GroupKey } from '../../models/aggregate.ts'
import type { Tone } from '../../domains/fields.ts'
import { measureKey } from '../../models/aggregate.ts'
import { OUT_OF_SIGHT } from '../../models/by_column.ts'
import type { BoardData } from './board_data.ts'
import type { KanbanPlan } from './kanban_plan.ts'

type Row = Record<string, unknown>

/** A column of a board with its records, before anything of it is put into words. */
export interface BoardColumn {
  /** An option, an id, nothing for records without a value, or `OUT_OF_SIGHT`. */
  key: string
  /** The name; null for records without a value, or with one that the asker may not see. */
  title: string | null
  tone: Tone | null
  isFolded: boolean
  /** Whether the linked record is archived: it is shown as long as it holds records. */
  isArchived: boolean
  count: number
  sum: number
  /** How many records are in each state of the progress. */
  states: ReadonlyMap<string | null, number>
  cards: readonly Row[]
}

/**
 * All options, or all linked records of the page that are not archived or hold a record, in their
 * order; before them a column for records without a value, and one for those whose link leads to what
 * the asker may not see, where there are any.
 */
export function boardColumns(plan: KanbanPlan, data: BoardData): BoardColumn[] {
  const named = plan.target ? linkedColumns(plan, data) : optionColumns(plan)
  const known = new Set(named.map(({ key }) => key))
  const keyOf = (value: unknown) => {
    if (value === null || known.has(String(value))) return String(value ?? '')
    return plan.target ? OUT_OF_SIGHT : ''
  }
  const keyOfGroup = ({ value, isHidden }: GroupKey) => {
    if (isHidden) return OUT_OF_SIGHT
    return plan.target ? String(value ?? '') : keyOf(value)
  }
  const groups = Map.groupBy(data.groups, ({ keys }) => keyOfGroup(keys[0]!))
  const cards = Map.groupBy(data.cards, (row) => keyOf(row[plan.by]))
  const unnamed = ['', OUT_OF_SIGHT].map((key) => ({
    key,
    title: null,
    tone: null,
    isFolded: false,
    isArchived: false,
  }))
  const columns = [...unnamed, ...named].map((column): BoardColumn => ({
    ...column,
    ...figuresOf(plan, groups.get(column.key) ?? []),
    cards: cards.get(column.key) ?? [],
  }))
  return columns.filter((column) => column.count > 0 || (isNamed(column) && !column.isArchived))
}

/** Whether a column stands for an option, or for a record that the asker may see. */
export function isNamed({ key }: Pick<BoardColumn, 'key'>): boolean {
  return key !== '' && key !== OUT_OF_SIGHT
}

function optionColumns({ field, folded }: KanbanPlan) {
  const { options = {}, tones = {} } = field.options
  return Object.entries(options).map(([key, title]) => ({
    key,
    title,
    tone: tones[key] ?? null,
    isFolded: folded.includes(key),
    isArchived: false,
  }))
}

function linkedColumns({ target }: KanbanPlan, { targets }: BoardData) {
  const { model, folded } = target!
  return targets.map((row) => ({
    key: String(row.id),
    title: String(row[model.titleField] ?? ''),
    tone: null,
    isFolded: folded !== null && row[folded] === true,
    isArchived: row.active === false,
  }))
}

/** Number, sum and states of the records of some groups. */
export function figuresOf({ sum, progress }: KanbanPlan, groups: readonly Group[]) {
  const key = sum && measureKey({ name: sum, by: 'sum' })
  const states = new Map<string | null, number>()
  for (const group of groups) {
    const state = progress ? (group.keys[1]!.value as string | null) : null
    states.set(state, (states.get(state) ?? 0) + group.count)
  }
  return {
    count: groups.reduce((total, group) => total + group.count, 0),
    sum: key ? groups.reduce((total, { measures }) => total + (measures[key] ?? 0), 0) : 0,
    states,
  }
}
