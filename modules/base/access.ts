import { accessPermission, accessRole, allow, rule } from '#addon'
import { ActivityType } from './models/activity_type.ts'
import { AccessGroup } from './models/access_group.ts'
import { AccessRight } from './models/access_right.ts'
import { CustomField } from './models/custom_field.ts'
import { Department } from './models/department.ts'
import { Employee } from './models/employee.ts'
import { Invitation } from './models/invitation.ts'
import { Location } from './models/location.ts'
import { Member } from './models/member.ts'
import { Tag } from './models/tag.ts'
import { Team } from './models/team.ts'

export const user = accessRole(
  'base.user',
  'Internal user',
  'Works here: reads users, locations, teams and tags.'
)
export const support = accessRole(
  'base.support',
  'Support',
  'Reads the records of their locations and changes nothing.',
  { includes: [user] }
)
export const teamManager = accessRole(
  'base.team_manager',
  'Team manager',
  'Reads the records of their locations and changes those of the teams that they lead.',
  { includes: [user] }
)
export const locationManager = accessRole(
  'base.location_manager',
  'Location manager',
  'Reads, changes and deletes the records of their locations.',
  { includes: [user] }
)
export const manager = accessRole(
  'base.manager',
  'Manager',
  'Does what a location manager does, usually in all locations.',
  { includes: [locationManager] }
)
export const administrator = accessRole(
  'base.administrator',
  'Tenant administrator',
  'Does everything in the tenant: records, settings, users and what they may do.',
  { includes: [manager] }
)
export const platformAdministrator = accessRole(
  'base.platform_administrator',
  'Platform administrator',
  'Installs modules and makes tenants, and administers the tenants that they belong to.',
  { includes: [administrator], ofPlatform: true }
)
export const portal = accessRole(
  'base.portal',
  'Portal user',
  'Somebody from outside, who sees what is about them and nothing else.'
)

export const exportData = accessPermission(
  'base.export',
  'Export data',
  'Takes the records of a list out as a file.',
  { grantedTo: [teamManager, locationManager] }
)
export const shareFavourites = accessPermission(
  'base.share_favourites',
  'Share favourites',
  'Offers searches and reports that they have saved to others.',
  { grantedTo: [locationManager] }
)
export const api = accessPermission(
  'base.api',
  'API access',
  'Lets programs read with an API key.',
  { grantedTo: [user] }
)
export const apiWrite = accessPermission(
  'base.api_write',
  'API access, to change',
  'Lets programs change records with an API key.',
  { includes: [api], grantedTo: [teamManager, locationManager] }
)

export default [
  allow(user, Member, ['read']),
  allow(administrator, Member, ['write']),
  allow(administrator, Invitation, ['read', 'create', 'write', 'delete']),
  allow(user, Location, ['read']),
  allow(administrator, Location, ['create', 'write']),
  rule('Locations that one works in', Location, {
    domain: ({ locationIds }) => (locationIds ? [['id', 'in', locationIds]] : []),
  }),
  allow(user, Tag, ['read']),
  allow(locationManager, Tag, ['create', 'write']),
  allow(administrator, Tag, ['delete']),
  allow(administrator, AccessGroup, ['read', 'create', 'write', 'delete']),
  allow(administrator, AccessRight, ['read', 'create', 'write', 'delete']),
  rule('Rights that are not in force', AccessRight, {
    operations: ['delete'],
    domain: () => [['inForce', '=', false]],
  }),
  allow(user, ActivityType, ['read']),
  allow(administrator, ActivityType, ['create', 'write', 'delete']),
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
