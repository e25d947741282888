import { Model, boolean, integer, many2one, onChange, text, type Has } from '#addon'
import { Location } from '#modules/base/models/location'
import { Contact } from '#modules/crm/models/contact'
import { Reward } from './reward.ts'

/** Points that a contact has earned or spent. */
export class Entry extends Model {
  static override table = 'loyalty_entries'
  static override titleField = 'reason'
  static override label = { one: 'points entry', many: 'points entries' }
  static override icon = 'gift'

  static override fields = {
    reason: text({ label: 'Reason', required: true, size: 160, search: true, tracked: true }),
    contact: many2one(() => Contact, { label: 'Contact', required: true, tracked: true }),
    points: integer({
      label: 'Points',
      required: true,
      min: -100_000,
      max: 100_000,
      tracked: true,
      help: 'Spent points are negative.',
    }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Entry extends Has<typeof Entry> {}

/** An entry that is called like a reward pays for it. */
Entry.onChanges = [
  onChange(Entry, ['reason'], async (entry) => {
    const reward = entry.reason ? await Reward.findBy('name', entry.reason) : null
    if (reward) entry.points = -reward.points!
  }),
]
