import { defineJob } from '#addon'
import { Contact } from '#modules/crm/models/contact'
import { Entry } from '../models/entry.ts'

/** Adds up the points of a contact. Done twice it comes to the same. */
export const addUp = defineJob<{ contactId: string }>({
  name: 'loyalty.add_up',
  async run({ contactId }) {
    const contact = await Contact.find(contactId)
    if (!contact) return
    const entries = await Entry.query().where({ contactId, active: true })
    contact.loyaltyPoints = entries.reduce((sum, { points }) => sum + points, 0)
    await contact.save()
  },
})
