import type { Domain } from '#app/domains/types'
import {
  boolean,
  computed,
  date,
  datetime,
  id,
  integer,
  json,
  many2many,
  many2one,
  money,
  one2many,
  selection,
  text,
  type Adds,
  type Has,
} from '#app/models/fields'

class Contact {
  static fields = {
    id: id({ label: 'ID' }),
    firstName: text({ label: 'First name', required: true }),
    fullName: computed(text({ label: 'Name', depends: ['firstName'], search: true })),
    status: selection({
      label: 'Status',
      required: true,
      options: { lead: 'Lead', customer: 'Customer', lost: 'Lost' },
    }),
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
}
interface Contact extends Has<typeof Contact> {}

class Company {
  static fields = {
    id: id({ label: 'ID' }),
    name: text({ label: 'Name', required: true }),
    industry: text({ label: 'Industry' }),
    size: selection({ label: 'Size', options: { small: 'Small', large: 'Large' } }),
    parent: many2one(() => Company, { label: 'Parent company' }),
    contacts: one2many(() => Contact, 'company', { label: 'Contacts' }),
  }
}
interface Company extends Has<typeof Company> {}

class Deal {
  static fields = {
    title: text({ label: 'Title', required: true }),
    amount: money({ label: 'Amount' }),
    contact: many2one(() => Contact, { label: 'Contact' }),
  }
}
interface Deal extends Has<typeof Deal> {}

class Tag {
  static fields = { name: text({ label: 'Name' }) }
}
interface Tag extends Has<typeof Tag> {}

const added = { leadScore: integer({ label: 'Lead score' }) }
interface Contact extends Adds<typeof added> {}

const someone = '01900000-0000-7000-8000-000000000001'

export const right: Domain<Contact>[] = [
  [],
  [['firstName', '=', 'Anna']],
  ['|', ['status', '=', 'lead'], '!', ['active', '=', true]],
  ['&', ['firstName', 'ilike', 'a'], ['firstName', 'not in', ['Anna', null]]],
  [['fullName', 'ilike', 'anna']],
  [['id', 'in', [someone]]],
  [['id', 'child_of', someone]],
  [['status', 'in', ['lead', 'lost', null]]],
  [['status', '=?', null]],
  [['leadScore', '>=', 3]],
  [['leadScore', 'in', [1, null]]],
  [['birthday', '=', '2026-01-31']],
  [['birthday', '<', '-30d']],
  [['lastSeen', '>', 'this_week']],
  [['lastSeen', '<=', '2026-01-31T10:00:00Z']],
  [['extra', '!=', null]],
  [['company', '=', null]],
  [['company', 'ilike', 'acme']],
  [['company', 'child_of', someone]],
  [['company.industry', 'ilike', 'tech']],
  [['company.parent.name', '=', 'Acme']],
  [['company.size', '=', 'small']],
  [['company.contacts.leadScore', '>', 1]],
  [['deals', 'any', [['amount', '>', 0]]]],
  [['deals.amount', '>', 0]],
  [['tags', 'not any', ['|', ['name', '=', 'a'], ['name', '=', 'b']]]],
  [['tags.name', 'in', ['a', 'b']]],
]

// @ts-expect-error there is no field "statuss"
export const unknownField: Domain<Contact> = [['statuss', '=', 'lead']]
// @ts-expect-error there is no field "industri" in a company
export const unknownPath: Domain<Contact> = [['company.industri', 'ilike', 'tech']]
// @ts-expect-error a text leads nowhere
export const textPath: Domain<Contact> = [['firstName.name', '=', 'a']]
// @ts-expect-error a selection knows no "ilike"
export const operatorOfSelection: Domain<Contact> = [['status', 'ilike', 'lead']]
// @ts-expect-error there is no option "leed"
export const unknownOption: Domain<Contact> = [['status', '=', 'leed']]
// @ts-expect-error there is no option "medium" in a company
export const unknownOptionBehindPath: Domain<Contact> = [['company.size', '=', 'medium']]
// @ts-expect-error a list of options holds no others
export const unknownOptionInList: Domain<Contact> = [['status', 'in', ['lead', 'leed']]]
// @ts-expect-error a number is not a text
export const textForNumber: Domain<Contact> = [['leadScore', '=', 'three']]
// @ts-expect-error nothing is less than nothing
export const orderWithNull: Domain<Contact> = [['leadScore', '<', null]]
// @ts-expect-error there is no field "amont" in a deal
export const unknownFieldInAny: Domain<Contact> = [['deals', 'any', [['amont', '>', 1]]]]
// @ts-expect-error only relations know "any"
export const anyOfText: Domain<Contact> = [['firstName', 'any', [['amount', '>', 1]]]]
// @ts-expect-error yesterday's word is unknown
export const unknownWord: Domain<Contact> = [['lastSeen', '>', 'tomorow']]
// @ts-expect-error a day has no "like"
export const likeOfDate: Domain<Contact> = [['birthday', 'like', '2026']]
// @ts-expect-error true or false
export const textForBoolean: Domain<Contact> = [['active', '=', 'yes']]
// @ts-expect-error structured data can only be there or not
export const valueForJson: Domain<Contact> = [['extra', '=', 'a']]
// @ts-expect-error "in" takes a list
export const textForList: Domain<Contact> = [['firstName', 'in', 'Anna']]
// @ts-expect-error an id is never empty
export const emptyId: Domain<Contact> = [['id', '=', null]]
// @ts-expect-error a computed field is searched by text only
export const equalOfComputed: Domain<Contact> = [['fullName', '=', 'Anna']]
// @ts-expect-error "^" joins nothing
export const unknownConnective: Domain<Contact> = ['^', ['firstName', '=', 'a']]
// @ts-expect-error a term has three parts
export const twoParts: Domain<Contact> = [['firstName', '=']]

export const translatedText = text({ label: 'Name', translate: true })
// @ts-expect-error a number is the same in all languages
export const translatedNumber = integer({ label: 'Points', translate: true })
// @ts-expect-error options are translated where they are declared
export const translatedOption = selection({ label: 'Size', options: { s: 'S' }, translate: true })
// @ts-expect-error the language is said by the house
export const languageOfText = text({ label: 'Name', translate: true, language: 'de' })
