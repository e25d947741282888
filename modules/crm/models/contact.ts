import {
  Model,
  boolean,
  email,
  longText,
  many2many,
  many2one,
  onChange,
  phone,
  selection,
  text,
  type Has,
} from '#addon'
import { Location } from '#modules/base/models/location'
import { Member } from '#modules/base/models/member'
import { Tag } from '#modules/base/models/tag'
import { Company } from './company.ts'

/** A person we talk to. */
export class Contact extends Model {
  static override table = 'crm_contacts'
  static override label = { one: 'contact', many: 'contacts' }
  static override icon = 'users'
  static override isPerson = true
  static override alike = [['email'], ['phone'], ['mobile'], ['name', 'company']]

  static override fields = {
    name: text({
      label: 'Name',
      readonly: true,
      generated: true,
      depends: ['firstName', 'lastName'],
    }),
    firstName: text({ label: 'First name', required: true, size: 80, search: true, tracked: true }),
    lastName: text({ label: 'Last name', size: 80, search: true, tracked: true }),
    email: email({ label: 'E-mail', search: true, tracked: true, copy: false }),
    phone: phone({ label: 'Phone', search: true, tracked: true }),
    mobile: phone({ label: 'Mobile', search: true }),
    jobTitle: text({ label: 'Job title', size: 120 }),
    department: text({ label: 'Department', size: 120 }),
    status: selection({
      label: 'Status',
      required: true,
      default: 'lead',
      tracked: true,
      options: {
        lead: 'Lead',
        prospect: 'Prospect',
        customer: 'Customer',
        churned: 'Churned',
        other: 'Other',
      },
      tones: { lead: 'accent', prospect: 'info', customer: 'ok', churned: 'bad', other: 'idle' },
    }),
    source: text({ label: 'Source', size: 120, help: 'How the contact came to us.' }),
    company: many2one(() => Company, { label: 'Company', tracked: true }),
    address: longText({ label: 'Street', size: 300 }),
    city: text({ label: 'City', size: 100 }),
    state: text({ label: 'State', size: 100 }),
    postalCode: text({ label: 'Postal code', size: 20 }),
    country: text({ label: 'Country', size: 100 }),
    notes: longText({ label: 'Notes', size: 20000 }),
    doNotDisturb: boolean({ label: 'Do not contact', tracked: true }),
    owner: many2one(() => Member, { label: 'Owner', tracked: true }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    tags: many2many(
      () => Tag,
      { table: 'crm_contact_tags', key: 'contact_id', otherKey: 'tag_id' },
      { label: 'Tags' }
    ),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Contact extends Has<typeof Contact> {}

Contact.onChanges = [
  onChange(Contact, ['company'], async (contact) => {
    if (contact.locationId || !contact.companyId) return
    const company = contact.company ?? (await Company.find(contact.companyId))
    contact.locationId = company?.locationId ?? null
  }),
]
