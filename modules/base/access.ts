import { accessGroup, allow, rule } from '#addon'
import { CustomField } from './models/custom_field.ts'
import { Department } from './models/department.ts'
import { Employee } from './models/employee.ts'
import { Location } from './models/location.ts'
import { Member } from './models/member.ts'
import { Tag } from './models/tag.ts'
import { Team } from './models/team.ts'

export const user = accessGroup('base.user', 'Internal user')
export const locationManager = accessGroup('base.location_manager', 'Location manager', {
  includes: [user],
})
export const manager = accessGroup('base.manager', 'Manager', { includes: [locationManager] })
export const administrator = accessGroup('base.administrator', 'Tenant administrator', {
  includes: [manager],
})
export const portal = accessGroup('base.portal', 'Portal user')

export default [
  allow(user, Member, ['read']),
  allow(administrator, Member, ['write']),
  allow(user, Location, ['read']),
  allow(administrator, Location, ['create', 'write']),
  rule('Locations that one works in', Location, {
    domain: ({ locationIds }) => (locationIds ? [['id', 'in', locationIds]] : []),
  }),
  allow(user, Tag, ['read']),
  allow(locationManager, Tag, ['create', 'write']),
  allow(administrator, Tag, ['delete']),
  allow(administrator, CustomField, ['read', 'create', 'write', 'delete']),
  allow(user, Employee, ['read']),
  allow(user, Department, ['read']),
  allow(user, Team, ['read']),
  allow(locationManager, Employee, ['create', 'write']),
  allow(locationManager, Department, ['create', 'write']),
  allow(locationManager, Team, ['create', 'write']),
  allow(administrator, Employee, ['delete']),
  allow(administrator, Department, ['delete']),
  allow(administrator, Team, ['delete']),
]
