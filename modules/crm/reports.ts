import { report } from '#addon'
import { Contact } from './models/contact.ts'
import { Deal } from './models/deal.ts'
import { Meeting } from './models/meeting.ts'

export const pipeline = report('Pipeline by stage and owner', Deal, {
  description: 'Open deals and what they are worth.',
  domain: [['stage.outcome', '=', 'open']],
  rows: ['stage', 'owner'],
  measures: ['sum:value', 'count'],
})

export const wonByMonth = report('Won by month', Deal, {
  description: 'The value of won deals, month by month.',
  domain: [['stage.outcome', '=', 'won']],
  rows: ['closedOn:month'],
  measures: ['sum:value', 'count'],
  show: 'bar',
  date: 'closedOn',
})

export const bestSellers = report('Who won the most', Deal, {
  description: 'The ten owners with the greatest value of won deals.',
  domain: [['stage.outcome', '=', 'won']],
  rows: ['owner'],
  measures: ['sum:value', 'count'],
  order: 'desc',
  limit: 10,
  date: 'closedOn',
})

export const leadsBySource = report('Contacts by source', Contact, {
  description: 'How contacts came to us, and what became of them.',
  rows: ['source'],
  columns: ['status'],
  order: 'desc',
  limit: 20,
  date: 'createdAt',
})

export const meetingsByWeek = report('Meetings by week', Meeting, {
  description: 'How many meetings each owner has, week by week.',
  rows: ['startsAt:week'],
  columns: ['owner'],
  show: 'bar',
  stacked: true,
  date: 'startsAt',
})
