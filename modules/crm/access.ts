import { accessRole, allow, onlyFor, rule } from '#addon'
import {
  administrator,
  locationManager,
  manager as everyLocation,
  portal,
  support,
  teamManager,
  user as internal,
} from '#modules/base/access'
import { Company } from './models/company.ts'
import { Contact } from './models/contact.ts'
import { Deal } from './models/deal.ts'
import { Meeting } from './models/meeting.ts'
import { Stage } from './models/stage.ts'

export const representative = accessRole(
  'crm.representative',
  'Sales representative',
  'Reads and changes the contacts, companies and deals that they own.',
  { includes: [internal], grantedTo: [teamManager] }
)
export const user = accessRole(
  'crm.user',
  'Sales',
  'Reads and changes the contacts, companies and deals of their locations.',
  { includes: [representative] }
)
export const manager = accessRole(
  'crm.manager',
  'Sales manager',
  'Deletes contacts, companies and deals, too, and says which stages there are.',
  { includes: [user], grantedTo: [locationManager, everyLocation, administrator] }
)

export default [
  allow(representative, Contact, ['read', 'write', 'create']),
  allow(representative, Company, ['read', 'write', 'create']),
  allow(representative, Deal, ['read', 'write', 'create']),
  allow(representative, Meeting, ['read', 'write', 'create']),
  allow(manager, Contact, ['delete']),
  allow(manager, Company, ['delete']),
  allow(manager, Deal, ['delete']),
  allow(manager, Meeting, ['delete']),
  allow(support, Contact, ['read']),
  allow(support, Company, ['read']),
  allow(support, Deal, ['read']),
  allow(support, Meeting, ['read']),
  allow(portal, Contact, ['read']),
  allow(internal, Stage, ['read']),
  allow(manager, Stage, ['create', 'write', 'delete']),

  rule('Contacts of one’s own', Contact, {
    groups: [representative],
    domain: ({ userId }) => [['owner', '=', userId]],
  }),
  rule('Companies of one’s own', Company, {
    groups: [representative],
    domain: ({ userId }) => [['owner', '=', userId]],
  }),
  rule('Deals of one’s own', Deal, {
    groups: [representative],
    domain: ({ userId }) => [['owner', '=', userId]],
  }),
  rule('Meetings of one’s own', Meeting, {
    groups: [representative],
    domain: ({ userId }) => [['owner', '=', userId]],
  }),
  rule('Companies of one’s contacts', Company, {
    groups: [representative],
    operations: ['read'],
    domain: ({ userId }) => [['contacts.owner', '=', userId]],
  }),
  rule('Contacts of one’s teams', Contact, {
    groups: [teamManager],
    operations: ['write', 'create'],
    domain: ({ userId }) => [['owner.teams.leader', '=', userId]],
  }),
  rule('Companies of one’s teams', Company, {
    groups: [teamManager],
    operations: ['write', 'create'],
    domain: ({ userId }) => [['owner.teams.leader', '=', userId]],
  }),
  rule('Deals of one’s teams', Deal, {
    groups: [teamManager],
    operations: ['write', 'create'],
    domain: ({ userId }) => [['owner.teams.leader', '=', userId]],
  }),
  rule('Meetings of one’s teams', Meeting, {
    groups: [teamManager],
    operations: ['write', 'create'],
    domain: ({ userId }) => [['owner.teams.leader', '=', userId]],
  }),
  rule('Every contact, to read', Contact, {
    groups: [teamManager, support],
    operations: ['read'],
    domain: () => [],
  }),
  rule('Every company, to read', Company, {
    groups: [teamManager, support],
    operations: ['read'],
    domain: () => [],
  }),
  rule('Every deal, to read', Deal, {
    groups: [teamManager, support],
    operations: ['read'],
    domain: () => [],
  }),
  rule('Every meeting, to read', Meeting, {
    groups: [teamManager, support],
    operations: ['read'],
    domain: () => [],
  }),
  rule('Every contact', Contact, { groups: [user], domain: () => [] }),
  rule('Every company', Company, { groups: [user], domain: () => [] }),
  rule('Every deal', Deal, { groups: [user], domain: () => [] }),
  rule('Every meeting', Meeting, { groups: [user], domain: () => [] }),
  rule('The contact with one’s e-mail address', Contact, {
    groups: [portal],
    operations: ['read'],
    domain: ({ email }) => [['email', '=', email ?? '']],
  }),

  onlyFor([internal], Contact, ['notes', 'source', 'status', 'doNotDisturb', 'tags']),
]
