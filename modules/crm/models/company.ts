import {
  Model,
  boolean,
  compute,
  computed,
  email,
  longText,
  many2many,
  many2one,
  money,
  one2many,
  phone,
  selection,
  text,
  url,
  type Has,
} from '#addon'
import { Location } from '#modules/base/models/location'
import { Member } from '#modules/base/models/member'
import { Tag } from '#modules/base/models/tag'
import { Contact } from './contact.ts'
import { Deal } from './deal.ts'

/** An organisation that we do business with. */
export class Company extends Model {
  static override table = 'crm_companies'
  static override label = { one: 'company', many: 'companies' }
  static override icon = 'building-2'
  static override alike = [['name'], ['domain'], ['email'], ['phone']]

  static override fields = {
    name: text({ label: 'Name', required: true, size: 160, search: true, tracked: true }),
    domain: text({
      label: 'Domain',
      size: 253,
      search: true,
      help: 'As in e-mail addresses: acme.example.',
    }),
    industry: text({ label: 'Industry', size: 80 }),
    size: selection({
      label: 'Size',
      options: {
        '1-10': '1 to 10 people',
        '11-50': '11 to 50 people',
        '51-200': '51 to 200 people',
        '201-500': '201 to 500 people',
        '501-1000': '501 to 1,000 people',
        '1000+': 'More than 1,000 people',
      },
    }),
    description: longText({ label: 'Description', size: 10000 }),
    website: url({ label: 'Website' }),
    email: email({ label: 'E-mail', search: true }),
    phone: phone({ label: 'Phone', search: true }),
    address: longText({ label: 'Street', size: 300 }),
    city: text({ label: 'City', size: 100 }),
    state: text({ label: 'State', size: 100 }),
    postalCode: text({ label: 'Postal code', size: 20 }),
    country: text({ label: 'Country', size: 100 }),
    owner: many2one(() => Member, { label: 'Owner', tracked: true }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    tags: many2many(
      () => Tag,
      { table: 'crm_company_tags', key: 'company_id', otherKey: 'tag_id' },
      { label: 'Tags' }
    ),
    active: boolean({ label: 'Active', default: true }),
    contacts: one2many(() => Contact, 'company', { label: 'Contacts' }),
    deals: one2many(() => Deal, 'company', { label: 'Deals' }),
    openValue: computed(money({ label: 'Value of open deals' })),
  }
}

export interface Company extends Has<typeof Company> {}

Company.computes = [
  compute(
    Company,
    'openValue',
    ['deals.value', 'deals.closedOn'],
    ({ deals }) =>
      deals
        .filter(({ closedOn }) => closedOn === null)
        .reduce((sum, { value }) => sum + Math.round((value ?? 0) * 100), 0) / 100
  ),
]
