import {
  after,
  badge,
  compute,
  computed,
  constraint,
  extend,
  extendForm,
  extendList,
  extendSearch,
  hook,
  inside,
  integer,
  lines,
  one2many,
  optional,
  selection,
  tab,
  type Adds,
} from '#addon'
import { Contact } from '#modules/crm/models/contact'
import { contactForm, contactList, contactSearch } from '#modules/crm/views/contact'
import { levelOf, missingPoints } from '../../level.ts'
import { Entry } from '../../models/entry.ts'

const added = {
  loyaltyPoints: integer({ label: 'Points', readonly: true }),
  loyaltyLevel: selection({
    label: 'Level',
    readonly: true,
    options: { bronze: 'Bronze', silver: 'Silver', gold: 'Gold' },
    tones: { bronze: 'idle', silver: 'info', gold: 'ok' },
  }),
  loyaltyMissing: computed(integer({ label: 'Points to the next level' })),
  loyaltyEntries: one2many(() => Entry, 'contact', { label: 'Points entries' }),
}

declare module '#modules/crm/models/contact' {
  interface Contact extends Adds<typeof added> {}
}

export const fields = extend(Contact, added)

export const missing = compute(Contact, 'loyaltyMissing', ['loyaltyPoints'], ({ loyaltyPoints }) =>
  missingPoints(loyaltyPoints)
)

export const level = hook(Contact, 'beforeSave', (contact) => {
  contact.loyaltyLevel = levelOf(contact.loyaltyPoints)
})

export const keepsMembers = constraint(Contact, ['active'], (contact) =>
  contact.active === false && (contact.loyaltyPoints ?? 0) > 0
    ? { key: 'loyalty.hasPoints', values: { points: contact.loyaltyPoints! } }
    : null
)

export const onForm = extendForm(
  contactForm,
  inside('tabs', {
    loyalty: tab('Loyalty', [
      'loyaltyLevel',
      'loyaltyPoints',
      'loyaltyMissing',
      lines('loyaltyEntries', ['reason', 'points', 'createdAt'], {
        editable: ['reason', 'points', 'createdAt'],
      }),
    ]),
  })
)

export const onList = extendList(
  contactList,
  after('tags', [badge('loyaltyLevel'), optional('loyaltyPoints'), optional('loyaltyMissing')])
)

export const inSearch = extendSearch(contactSearch, {
  filters: {
    gold: ['Gold members', [['loyaltyLevel', '=', 'gold']]],
    members: ['With points', [['loyaltyPoints', '>', 0]]],
  },
})
