import { avatar, calendar, form, list, optional, search, section, tab, tabs } from '#addon'
import { Meeting } from '../models/meeting.ts'

export const meetingList = list(
  Meeting,
  [
    'name',
    'startsAt',
    'endsAt',
    'contact',
    'deal',
    'place',
    'location',
    avatar('owner'),
    optional('hours'),
    optional('company'),
    optional('createdAt'),
  ],
  { order: 'startsAt desc' }
)

export const meetingCalendar = calendar(Meeting, {
  start: 'startsAt',
  end: 'endsAt',
  color: 'owner',
})

export const meetingForm = form(Meeting, {
  sheet: [
    section('Meeting', ['name', 'startsAt', 'endsAt', 'hours', 'place']),
    section('With', ['contact', 'company', 'deal', 'owner', 'location']),
    tabs({ about: tab('Description', ['description']) }),
  ],
})

export const meetingSearch = search(Meeting, {
  fields: ['name', 'place', 'contact.name', 'company.name'],
  filters: {
    coming: ['Coming', [['startsAt', '>=', 'today']]],
    thisWeek: ['This week', [['startsAt', '=', 'this_week']]],
    past: ['Past', [['startsAt', '<', 'today']]],
  },
  groupBy: ['owner', 'contact', 'company', 'deal', 'location', 'startsAt'],
})
