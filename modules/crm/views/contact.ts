import {
  activity,
  avatar,
  badge,
  form,
  graph,
  kanban,
  list,
  optional,
  pivot,
  search,
  section,
  statusbar,
  tab,
  tabs,
} from '#addon'
import { Contact } from '../models/contact.ts'

export const contactList = list(
  Contact,
  [
    'name',
    'company',
    'email',
    'phone',
    'location',
    badge('status'),
    'tags',
    avatar('owner'),
    optional('jobTitle'),
    optional('createdAt'),
    optional('mobile'),
    optional('department'),
    optional('source'),
    optional('city'),
    optional('country'),
  ],
  {
    order: 'createdAt desc',
    editable: true,
    decorate: { warn: ['Do not contact', [['doNotDisturb', '=', true]]] },
  }
)

export const contactKanban = kanban(Contact, {
  by: 'status',
  card: ['company', 'jobTitle', 'tags', 'location', avatar('owner')],
  folded: ['churned', 'other'],
})

export const contactForm = form(Contact, {
  header: [statusbar('status', { folded: ['churned', 'other'] })],
  sheet: [
    section('Basic information', ['firstName', 'lastName', 'email', 'phone', 'mobile', 'tags']),
    section('Work', ['company', 'jobTitle', 'department', 'owner', 'location', 'source']),
    tabs({
      postal: tab('Address', ['address', 'city', 'state', 'postalCode', 'country']),
      remarks: tab('Notes', ['notes', 'doNotDisturb']),
    }),
  ],
})

export const contactSearch = search(Contact, {
  fields: ['firstName', 'lastName', 'email', 'phone', 'mobile'],
  filters: {
    leads: ['Leads', [['status', '=', 'lead']]],
    prospects: ['Prospects', [['status', '=', 'prospect']]],
    customers: ['Customers', [['status', '=', 'customer']]],
    churned: ['Churned', [['status', '=', 'churned']]],
    others: ['Other', [['status', '=', 'other']]],
    withoutCompany: ['Without a company', [['company', '=', null]]],
    recent: ['Created in the last 30 days', [['createdAt', '>=', '-30d']]],
  },
  groupBy: ['status', 'company', 'location', 'owner', 'tags', 'city', 'createdAt'],
})

export const contactGraph = graph(Contact, { by: ['createdAt:month', 'status'], stacked: true })

export const contactPivot = pivot(Contact, {
  rows: ['status', 'owner'],
  columns: ['createdAt:quarter'],
})

export const contactActivity = activity(Contact, { detail: 'company' })
