import {
  Model,
  boolean,
  compute,
  computed,
  constraint,
  datetime,
  decimal,
  longText,
  many2one,
  onChange,
  text,
  type Has,
} from '#addon'
import { Location } from '#modules/base/models/location'
import { Member } from '#modules/base/models/member'
import { Company } from './company.ts'
import { Contact } from './contact.ts'
import { Deal } from './deal.ts'

/** Hours that somebody spends with a contact, or about a deal. */
export class Meeting extends Model {
  static override table = 'crm_meetings'
  static override label = { one: 'meeting', many: 'meetings' }
  static override icon = 'calendar'

  static override fields = {
    name: text({ label: 'Subject', required: true, size: 160, search: true, tracked: true }),
    startsAt: datetime({ label: 'Begins', required: true, tracked: true }),
    endsAt: datetime({ label: 'Ends', required: true, tracked: true }),
    hours: computed(decimal({ label: 'Hours' })),
    place: text({ label: 'Place', size: 160, search: true, tracked: true }),
    contact: many2one(() => Contact, { label: 'Contact', tracked: true }),
    company: many2one(() => Company, { label: 'Company', tracked: true }),
    deal: many2one(() => Deal, { label: 'Deal', tracked: true }),
    owner: many2one(() => Member, { label: 'Owner', tracked: true }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    description: longText({ label: 'Description', size: 20000 }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Meeting extends Has<typeof Meeting> {}

Meeting.computes = [
  compute(Meeting, 'hours', ['startsAt', 'endsAt'], ({ startsAt, endsAt }) =>
    startsAt && endsAt && endsAt >= startsAt ? endsAt.diff(startsAt).as('hours') : null
  ),
]

const instant = (value: unknown) => new Date(String(value)).getTime()

Meeting.constraints = [
  constraint(Meeting, ['endsAt', 'startsAt'], ({ startsAt, endsAt }) =>
    instant(endsAt) < instant(startsAt) ? { key: 'ui.calendar.endsFirst' } : null
  ),
]

Meeting.onChanges = [
  onChange(Meeting, ['deal'], async (meeting) => {
    const deal = meeting.dealId ? await Deal.find(meeting.dealId) : null
    meeting.contactId ??= deal?.contactId ?? null
    if (deal?.companyId) meeting.companyId = deal.companyId
  }),
  onChange(Meeting, ['contact'], async (meeting) => {
    const contact = meeting.contactId ? await Contact.find(meeting.contactId) : null
    if (contact?.companyId) meeting.companyId = contact.companyId
  }),
]
