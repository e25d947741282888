import {
  avatar,
  form,
  graph,
  lines,
  list,
  optional,
  search,
  section,
  stat,
  tab,
  tabs,
} from '#addon'
import { Company } from '../models/company.ts'

export const companyList = list(
  Company,
  [
    'name',
    'industry',
    'size',
    'phone',
    'location',
    'tags',
    avatar('owner'),
    optional('openValue'),
    optional('domain'),
    optional('city'),
    optional('email'),
    optional('website'),
    optional('country'),
    optional('createdAt'),
  ],
  { order: 'name', editable: true }
)

export const companyForm = form(Company, {
  header: [stat('contacts'), stat('deals')],
  sheet: [
    section('Company', ['name', 'domain', 'website', 'email', 'phone', 'tags']),
    section('Profile', ['industry', 'size', 'owner', 'location', 'openValue']),
    tabs({
      people: tab('Contacts', [
        lines('contacts', ['name', 'jobTitle', 'email', 'phone', 'status'], {
          editable: ['firstName', 'lastName', 'jobTitle', 'email', 'phone', 'status'],
        }),
      ]),
      postal: tab('Address', ['address', 'city', 'state', 'postalCode', 'country']),
      about: tab('Description', ['description']),
    }),
  ],
})

export const companySearch = search(Company, {
  fields: ['name', 'domain', 'email', 'phone'],
  filters: {
    small: ['Up to 50 people', [['size', 'in', ['1-10', '11-50']]]],
    large: ['More than 500 people', [['size', 'in', ['501-1000', '1000+']]]],
    withoutOwner: ['Without an owner', [['owner', '=', null]]],
  },
  groupBy: ['industry', 'size', 'location', 'owner', 'tags', 'createdAt'],
})

export const companyGraph = graph(Company, { by: ['industry', 'size'], stacked: true })
