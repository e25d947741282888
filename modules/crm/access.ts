import { accessGroup, allow } from '#addon'
import {
  administrator,
  locationManager,
  manager as everyLocation,
  user as internal,
} from '#modules/base/access'
import { Company } from './models/company.ts'
import { Contact } from './models/contact.ts'

export const user = accessGroup('crm.user', 'Sales', { includes: [internal] })
export const manager = accessGroup('crm.manager', 'Sales manager', {
  includes: [user],
  grantedTo: [locationManager, everyLocation, administrator],
})

export default [
  allow(user, Contact, ['read', 'write', 'create']),
  allow(user, Company, ['read', 'write', 'create']),
  allow(manager, Contact, ['delete']),
  allow(manager, Company, ['delete']),
]
