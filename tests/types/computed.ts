import type { DateTime } from 'luxon'
import { compute } from '#app/models/extension'
import {
  computed,
  date,
  integer,
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
// @ts-expect-error many records are not read
export const ofMany = compute(Stage, 'name', ['deals'], () => '')
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
