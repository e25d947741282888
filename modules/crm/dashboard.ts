import { chartTile, dashboard, figureTile, leadersTile, listTile } from '#addon'
import { Contact } from './models/contact.ts'
import { Deal } from './models/deal.ts'

export const sales = dashboard('Sales', {
  wonValue: figureTile('Won', Deal, {
    measure: 'sum:value',
    domain: [['stage.outcome', '=', 'won']],
    date: 'closedOn',
  }),
  wonDeals: figureTile('Deals won', Deal, {
    domain: [['stage.outcome', '=', 'won']],
    date: 'closedOn',
  }),
  lostDeals: figureTile('Deals lost', Deal, {
    domain: [['stage.outcome', '=', 'lost']],
    date: 'closedOn',
    lessIsBetter: true,
  }),
  newContacts: figureTile('New contacts', Contact, { date: 'createdAt' }),
  pipeline: chartTile('Open deals by stage', Deal, {
    by: ['stage'],
    measure: 'sum:value',
    domain: [['stage.outcome', '=', 'open']],
  }),
  contactsByDay: chartTile('New contacts by status', Contact, {
    by: ['createdAt:week', 'status'],
    date: 'createdAt',
  }),
  sellers: leadersTile('Leaderboard', Deal, {
    by: 'owner',
    measure: 'sum:value',
    domain: [['stage.outcome', '=', 'won']],
    date: 'closedOn',
  }),
  closingSoon: listTile('Deals to close next', Deal, {
    domain: [
      ['stage.outcome', '=', 'open'],
      ['expectedClose', '>=', 'today'],
    ],
    detail: 'expectedClose',
    order: 'expectedClose',
  }),
})
