import { field, form, list, search, section } from '#addon'
import { ActivityType } from '../models/activity_type.ts'

export const activityTypeList = list(
  ActivityType,
  ['name', 'icon', 'days', 'user', 'next', 'chaining', 'sequence'],
  { order: 'sequence', editable: true }
)

export const activityTypeForm = form(ActivityType, {
  sheet: [
    section('Activity type', ['name', 'icon', 'sequence']),
    section('A new activity', ['days', 'summary', 'user']),
    section('What follows', ['next', field('chaining', { visible: [['next', '!=', null]] })]),
  ],
})

export const activityTypeSearch = search(ActivityType, {
  fields: ['name'],
  filters: { chained: ['With a next activity', [['next', '!=', null]]] },
})
