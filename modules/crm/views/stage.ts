import { badge, form, list, search, section } from '#addon'
import { Stage } from '../models/stage.ts'

export const stageList = list(
  Stage,
  ['name', 'sequence', badge('outcome'), 'probability', 'folded'],
  { order: 'sequence', editable: true }
)

export const stageForm = form(Stage, {
  sheet: [
    section('Stage', ['name', 'sequence', 'folded']),
    section('What deals in it are', ['outcome', 'probability']),
  ],
})

export const stageSearch = search(Stage, {
  fields: ['name'],
  filters: {
    open: ['Open', [['outcome', '=', 'open']]],
    closed: ['Won or lost', [['outcome', 'in', ['won', 'lost']]]],
  },
  groupBy: ['outcome'],
})
