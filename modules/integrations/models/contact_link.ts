import { Model, datetime, json, many2one, selection, text, type Has } from '#addon'
import { Location } from '#modules/base/models/location'
import { Contact } from '#modules/crm/models/contact'
import type { Told } from '../contacts/told.ts'

/** A contact as another system knows it: its id there, and what was last told about each field. */
export class ContactLink extends Model {
  static override table = 'integrations_links'
  static override titleField = 'externalId'
  static override label = { one: 'linked contact', many: 'linked contacts' }
  static override hasThread = false

  static override fields = {
    provider: selection({ label: 'System', required: true, options: { ghl: 'GoHighLevel' } }),
    externalId: text({ label: 'Their ID', required: true }),
    location: many2one(() => Location, { label: 'Location', required: true }),
    contact: many2one(() => Contact, { label: 'Contact' }),
    told: json<Told>({ label: 'Last told' }),
    deletedAt: datetime({ label: 'Deleted there' }),
  }
}

export interface ContactLink extends Has<typeof ContactLink> {}
