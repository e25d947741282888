import { defineData } from '#addon'
import { ActivityType } from '../models/activity_type.ts'

export const activityTypes = defineData(ActivityType, {
  activity_todo: { name: 'To do', icon: 'list-todo', days: 5, sequence: 10 },
  activity_call: { name: 'Call', icon: 'phone', days: 2, sequence: 20, next: 'activity_email' },
  activity_meeting: {
    name: 'Meeting',
    icon: 'calendar',
    days: 7,
    sequence: 30,
    next: 'activity_email',
  },
  activity_email: { name: 'E-mail', icon: 'mail', days: 1, sequence: 40 },
})
