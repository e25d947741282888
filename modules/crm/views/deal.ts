import {
  activity,
  avatar,
  badge,
  calendar,
  cohort,
  due,
  field,
  form,
  graph,
  kanban,
  list,
  optional,
  pivot,
  search,
  section,
  stars,
  statusbar,
  tab,
  tabs,
  timeline,
} from '#addon'
import { Deal } from '../models/deal.ts'

export const dealList = list(
  Deal,
  [
    'name',
    'company',
    'stage',
    'value',
    'expectedClose',
    'location',
    badge('priority'),
    avatar('owner'),
    optional('contact'),
    optional('tags'),
    optional('health'),
    optional('closedOn'),
    optional('expectedRevenue'),
    optional('age'),
    optional('source'),
    optional('lostReason'),
    optional('createdAt'),
  ],
  {
    order: 'createdAt desc',
    editable: true,
    decorate: {
      bad: [
        'Overdue',
        [
          ['closedOn', '=', null],
          ['expectedClose', '<', 'today'],
        ],
      ],
    },
  }
)

export const dealKanban = kanban(Deal, {
  by: 'stage',
  card: [
    'company',
    'contact',
    'tags',
    'value',
    stars('priority'),
    due('expectedClose', { done: 'closedOn' }),
    'location',
    avatar('owner'),
  ],
  template: 'crm::cards/deal',
  sum: 'value',
  progress: 'health',
  color: 'health',
  position: 'position',
  folded: 'folded',
  quickCreate: ['contact', 'company', 'value', 'expectedClose'],
})

export const dealCalendar = calendar(Deal, { start: 'expectedClose', color: 'health' })

export const dealForm = form(Deal, {
  header: [statusbar('stage', { folded: 'folded' })],
  sheet: [
    section('Deal', ['name', 'company', 'contact', 'value', 'expectedRevenue', 'tags']),
    section('Progress', ['priority', 'health', 'expectedClose', 'owner', 'location']),
    tabs({
      about: tab('Description', ['description']),
      more: tab('More', [
        'source',
        'age',
        field('closedOn', { visible: [['stage.outcome', '!=', 'open']] }),
        field('lostReason', { visible: [['stage.outcome', '=', 'lost']] }),
      ]),
    }),
  ],
})

export const dealSearch = search(Deal, {
  fields: ['name', 'company.name', 'contact.name'],
  filters: {
    open: ['Open', [['stage.outcome', '=', 'open']]],
    won: ['Won', [['stage.outcome', '=', 'won']]],
    lost: ['Lost', [['stage.outcome', '=', 'lost']]],
    urgent: ['High or urgent', [['priority', 'in', ['high', 'urgent']]]],
    thisMonth: ['Expected this month', [['expectedClose', '=', 'this_month']]],
    late: [
      'Late',
      [
        ['expectedClose', '<', 'today'],
        ['closedOn', '=', null],
      ],
    ],
    withoutOwner: ['Without an owner', [['owner', '=', null]]],
  },
  groupBy: ['stage', 'owner', 'company', 'priority', 'health', 'expectedClose', 'tags', 'location'],
})

export const dealGraph = graph(Deal, {
  by: ['stage', 'priority'],
  measure: 'sum:value',
  stacked: true,
})

export const dealPivot = pivot(Deal, {
  rows: ['owner', 'stage'],
  columns: ['expectedClose:quarter'],
  measures: ['sum:value', 'count'],
})

export const dealTimeline = timeline(Deal, {
  start: 'createdAt',
  end: 'expectedClose',
  by: 'owner',
  color: 'health',
})

export const dealCohort = cohort(Deal, {
  start: 'createdAt',
  end: 'closedOn',
  when: [['stage.outcome', '=', 'won']],
  mode: 'churn',
})

export const dealActivity = activity(Deal, { detail: 'company' })
