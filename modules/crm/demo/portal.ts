import type { DemoTenant } from '#addon'
import { Contact } from '../models/contact.ts'

const email = 'portal@demo.test'

/** The contact who is a user of the portal: what that user may see. */
export default async function portal(demo: DemoTenant) {
  if (!demo.members.has(email) || (await Contact.findBy({ email }))) return
  await Contact.create({
    firstName: 'Peter',
    lastName: 'Novak',
    email,
    status: 'customer',
    locationId: demo.locations.get('North')!,
    ownerId: demo.members.get('sales@demo.test')!,
  })
}
