import type { DateTime } from 'luxon'
import { compute } from '#app/models/extension'
import {
  computed,
  date,
  integer,
  many2many,
  many2one,
  money,
  one2many,
  selection,
  text,
  type Has,
} from '#app/models/fields'
import { Model } from '#app/models/model'

class Stage extends Model {
  static override fields = {
    name: text({ label: 'Name', required: true }),
    probability: integer({ label: 'Probability' }),
    deals: one2many(() => Deal, 'stage', { label: 'Deals' }),
    tags: many2many(
      () => Deal,
      { table: 'stage_tags', key: 'stage_id', otherKey: 'tag_id' },
      { label: 'Tags' }
    ),
    total: computed(money({ label: 'Total' })),
  }
}
interface Stage extends Has<typeof Stage> {}

class Deal extends Model {
  static override fields = {
    name: text({ label: 'Name', required: true }),
    value: money({ label: 'Value', required: true }),
    closedOn: date({ label: 'Closed on' }),
    health: selection({ label: 'Health', options: { good: 'Good', bad: 'Bad' } }),
    stage: many2one(() => Stage, { label: 'Stage' }),
    expected: computed(money({ label: 'Expected' })),
    state: computed(selection({ label: 'State', options: { open: 'Open', done: 'Done' } })),
  }
}
interface Deal extends Has<typeof Deal> {}

export const expected = compute(Deal, 'expected', ['value', 'stage.probability'], (deal) => {
  const value: number | null = deal.value
  const probability: number | null = deal.stage?.probability ?? null
  return value === null || probability === null ? null : value * probability
})

export const state = compute(Deal, 'state', ['closedOn', 'stage', 'createdAt'], (deal) => {
  const day: DateTime | null = deal.closedOn
  const id: string | null = deal.stageId
  return day && id && deal.createdAt ? 'done' : 'open'
})

export const total = compute(Stage, 'total', ['name', 'deals.value', 'deals.closedOn'], (stage) => {
  const open = stage.deals.filter(({ closedOn }: { closedOn: DateTime | null }) => !closedOn)
  const values: readonly (number | null)[] = open.map(({ value }) => value)
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
})

export const ofRecord = (deal: Deal): ['open' | 'done' | null, number | null] => [
  deal.state,
  deal.expected,
]

// @ts-expect-error a field of this name there is not
export const unknown = compute(Deal, 'expected', ['vlaue'], () => 1)
// @ts-expect-error nor behind the link
export const unknownBehind = compute(Deal, 'expected', ['stage.probabilty'], () => 1)
// @ts-expect-error only what is stored is read
export const ofComputed = compute(Deal, 'expected', ['state'], () => 1)
// @ts-expect-error lines are not read as a whole
export const ofLines = compute(Stage, 'total', ['deals'], () => 1)
// @ts-expect-error a field of this name lines do not have
export const unknownOfLines = compute(Stage, 'total', ['deals.vlaue'], () => 1)
// @ts-expect-error nor is what is computed of lines read
export const computedOfLines = compute(Stage, 'total', ['deals.expected'], () => 1)
// @ts-expect-error nor anything further away
export const beyondLines = compute(Stage, 'total', ['deals.stage.name'], () => 1)
// @ts-expect-error the records of a many2many are no lines
export const ofMany = compute(Stage, 'total', ['tags.value'], () => 1)
// @ts-expect-error lines are a list
export const oneLine = compute(Stage, 'total', ['deals.value'], (stage) => stage.deals.value)
// @ts-expect-error what of lines is not named is not given
export const unnamedOfLines = compute(Stage, 'total', ['deals.value'], (s) => s.deals[0]!.health)
// @ts-expect-error a stored field is not computed
export const stored = compute(Deal, 'value', ['name'], () => 1)
// @ts-expect-error what is not named is not given
export const unnamed = compute(Deal, 'expected', ['value'], (deal) => deal.stage)
// @ts-expect-error behind a link as well
export const unnamedBehind = compute(Deal, 'expected', ['stage.name'], (d) => d.stage.probability)
// @ts-expect-error even what is required is empty while a form is filled
export const filled = compute(Deal, 'expected', ['value'], (deal) => deal.value + 1)
// @ts-expect-error the value is of the field's kind
export const wrongValue = compute(Deal, 'expected', ['value'], () => 'much')
// @ts-expect-error one of the options
export const wrongOption = compute(Deal, 'state', ['value'], () => 'opened')
// @ts-expect-error a link is no value
export const computedLink = computed(many2one(() => Stage, { label: 'Stage' }))
