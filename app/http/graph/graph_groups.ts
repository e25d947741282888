import type { Field } from '../../domains/fields.ts'
import { isNumber } from '../../domains/operators.ts'
import type { Group, GroupKey, Unit } from '../../models/aggregate.ts'
import { spansBetween } from '../groups/spans.ts'

/** Groups that stand together at one place of an axis or in one series. */
export interface Slot {
  /** What they have in common; null for what is put together as “Other”. */
  key: GroupKey | null
  groups: Group[]
}

/** The groups by the key of one level, in the order in which they come. */
export function slotsOf(groups: readonly Group[], level: number): Slot[] {
  const slots = new Map<string, Slot>()
  for (const group of groups) {
    const key = group.keys[level]!
    const name = keyName(key)
    let slot = slots.get(name)
    if (!slot) slots.set(name, (slot = { key, groups: [] }))
    slot.groups.push(group)
  }
  return [...slots.values()]
}

/** Slots of a second level in the order of their options, titles or values, the empty one last. */
export function sorted(slots: readonly Slot[], { kind, options }: Field): Slot[] {
  const chosen = Object.keys(options.options ?? {})
  const place = ({ key }: Slot) => chosen.indexOf(String(key!.value))
  const text = ({ key }: Slot) => key!.title ?? String(key!.value)
  return [...slots].sort((one, other) => {
    const isEmpty = [one, other].map(({ key }) => key!.value === null)
    if (isEmpty[0] !== isEmpty[1]) return isEmpty[0] ? 1 : -1
    if (kind === 'selection') return place(one) - place(other)
    if (isNumber(kind)) return Number(one.key!.value) - Number(other.key!.value)
    return text(one).localeCompare(text(other))
  })
}

/** A slot for every span of time between the first and the last, those without records too. */
export function filledSlots(slots: readonly Slot[], unit: Unit): Slot[] {
  const known = new Map(slots.map((slot) => [keyName(slot.key!), slot]))
  const dated = slots.flatMap(({ key }) => (key!.value === null ? [] : [String(key!.value)]))
  if (dated.length === 0) return [...slots]
  const undated = slots.filter(({ key }) => key!.value === null)
  const spans = spansBetween(dated, unit).map((start) => {
    const key = { value: start, title: null }
    return known.get(keyName(key)) ?? { key, groups: [] }
  })
  return [...spans, ...undated]
}

/**
 * The largest slots in their order, and all others as one at the end, so that there are no more
 * than `most`.
 */
export function largest(
  slots: readonly Slot[],
  most: number,
  size: (slot: Slot) => number | null
): Slot[] {
  if (slots.length <= most) return [...slots]
  const ordered = [...slots].sort(
    (one, other) => Math.abs(size(other) ?? 0) - Math.abs(size(one) ?? 0)
  )
  const kept = new Set(ordered.slice(0, most - 1))
  const others = slots.filter((slot) => !kept.has(slot))
  return [
    ...slots.filter((slot) => kept.has(slot)),
    { key: null, groups: others.flatMap(({ groups }) => groups) },
  ]
}

/** The groups of a slot that are also in another one. */
export function shared(one: Slot, other: Slot): Group[] {
  const among = new Set(other.groups)
  return one.groups.filter((group) => among.has(group))
}

function keyName({ value }: GroupKey): string {
  return value === null ? '' : `=${String(value)}`
}
