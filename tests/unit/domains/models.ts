import type { Fields } from '#app/domains/fields'
import {
  boolean,
  computed,
  date,
  datetime,
  decimal,
  email,
  id,
  integer,
  json,
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
} from '#app/models/fields'

/** A person; has a field of every kind that a relation is not. */
export class Contact {
  static table = 'contacts'
  static titleField = 'fullName'
  static fields = {
    id: id({ label: 'ID' }),
    firstName: text({ label: 'First name' }),
    lastName: text({ label: 'Last name' }),
    fullName: computed(text({ label: 'Name', depends: ['firstName', 'lastName'], search: true })),
    initials: computed(text({ label: 'Initials', depends: ['firstName', 'lastName'] })),
    notes: longText({ label: 'Notes' }),
    email: email({ label: 'E-mail' }),
    phone: phone({ label: 'Phone' }),
    website: url({ label: 'Website' }),
    status: selection({
      label: 'Status',
      options: { lead: 'Lead', customer: 'Customer', lost: 'Lost' },
    }),
    score: integer({ label: 'Lead score' }),
    weight: decimal({ label: 'Weight' }),
    budget: money({ label: 'Budget' }),
    active: boolean({ label: 'Active' }),
    birthday: date({ label: 'Birthday' }),
    lastSeen: datetime({ label: 'Last seen' }),
    extra: json({ label: 'Extra' }),
    company: many2one(() => Company, { label: 'Company' }),
    deals: one2many(() => Deal, 'contact', { label: 'Deals' }),
    tags: many2many(
      () => Tag,
      { table: 'contact_tags', key: 'contact_id', otherKey: 'tag_id' },
      { label: 'Tags' }
    ),
  }

  static get allFields(): Fields {
    return this.fields
  }
}
export interface Contact extends Has<typeof Contact> {}

export class Company {
  static table = 'companies'
  static titleField = 'name'
  static fields = {
    id: id({ label: 'ID' }),
    name: text({ label: 'Name', required: true }),
    industry: text({ label: 'Industry' }),
    vat: text({ label: 'VAT number' }),
    size: selection({ label: 'Size', options: { small: 'Small', large: 'Large' } }),
    parent: many2one(() => Company, { label: 'Parent company' }),
    contacts: one2many(() => Contact, 'company', { label: 'Contacts' }),
  }

  static get allFields(): Fields {
    return this.fields
  }
}
export interface Company extends Has<typeof Company> {}

export class Deal {
  static table = 'deals'
  static titleField = 'amount'
  static fields = {
    id: id({ label: 'ID' }),
    amount: money({ label: 'Amount' }),
    contact: many2one(() => Contact, { label: 'Contact' }),
  }

  static get allFields(): Fields {
    return this.fields
  }
}
export interface Deal extends Has<typeof Deal> {}

export class Tag {
  static table = 'tags'
  static titleField = 'name'
  static fields = {
    id: id({ label: 'ID' }),
    name: text({ label: 'Name', required: true }),
    secret: text({ label: 'Secret', groups: ['manager'] }),
    parent: many2one(() => Tag, { label: 'Parent tag' }),
  }

  static get allFields(): Fields {
    return this.fields
  }
}
export interface Tag extends Has<typeof Tag> {}

/** `someId(7)` → an id that is easy to tell from others. */
export function someId(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`
}
