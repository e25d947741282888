import { form, list, search, section } from '#addon'
import { Entry } from '../models/entry.ts'

export const entryList = list(Entry, ['reason', 'contact', 'points', 'location', 'createdAt'], {
  order: 'createdAt desc',
})

export const entryForm = form(Entry, {
  sheet: [section('Points', ['contact', 'points', 'reason']), section('Place', ['location'])],
})

export const entrySearch = search(Entry, {
  fields: ['reason'],
  filters: {
    earned: ['Earned', [['points', '>', 0]]],
    spent: ['Spent', [['points', '<', 0]]],
  },
})
