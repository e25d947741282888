import { accessGroup, allow, rule } from '#addon'
import { manager as salesManager, user as sales } from '#modules/crm/access'
import { Entry } from './models/entry.ts'
import { Reward } from './models/reward.ts'

export const user = accessGroup('loyalty.user', 'Loyalty', { grantedTo: [sales] })

export default [
  allow(user, Entry, ['read', 'create', 'write']),
  allow(salesManager, Entry, ['delete']),
  allow(user, Reward, ['read']),
  allow(salesManager, Reward, ['create', 'write', 'delete']),
  rule('Entries that one has made', Entry, {
    groups: [user],
    operations: ['write'],
    domain: ({ userId }) => [['createdBy', '=', userId!]],
  }),
  rule('Every entry', Entry, {
    groups: [salesManager],
    operations: ['write'],
    domain: () => [],
  }),
]
