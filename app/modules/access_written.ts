import type { Statement } from '../environment/environment.ts'
import type { MemberIdentity } from '../identity/membership.ts'

/** The part of a membership, or of an invitation, that decides about rights. */
export type MemberRights = Pick<
  MemberIdentity,
  'id' | 'email' | 'isActive' | 'groups' | 'locationIds'
>

/** Tables that decide who may do what, by what they are about. */
export const deciding = {
  members: ['memberships', 'membership_groups', 'membership_locations'],
  invitations: ['invitations', 'invitation_groups', 'invitation_locations'],
  access: ['access_groups', 'access_group_includes', 'access_rights', 'access_right_groups'],
} as const

/** Columns that decide; other columns of these tables can be written and nobody gains anything. */
const COLUMNS = [
  ...['active', 'email', 'all_locations'],
  ...['in_force', 'kind', 'model', 'reads', 'writes', 'creates', 'deletes', 'domain', 'fields'],
]

/** Records of these tables that the transaction has written so far. */
export function writtenStatement(
  tenantId: string,
  entryId: string
): [text: string, values: unknown[]] {
  return [
    `select distinct table_name as "table", record_id as id from audit_changes
     where tenant_id = $1 and entry_id = $2 and table_name = any($3)
       and (action <> 'update' or after ?| $4)`,
    [tenantId, entryId, Object.values(deciding).flat(), COLUMNS],
  ]
}

/** What these members may do by what the transaction has written. */
export function membersStatement(tenantId: string, ids: readonly string[]): Statement {
  return {
    text: `select m.id, m.email, m.active as "isActive",
        array(select g.group_name from membership_groups g
          where g.tenant_id = m.tenant_id and g.user_id = m.id) as groups,
        case when not m.all_locations then array(select l.location_id from membership_locations l
          where l.tenant_id = m.tenant_id and l.user_id = m.id) end as "locationIds"
      from memberships m where m.tenant_id = $1 and m.id = any($2)`,
    values: [tenantId, ids],
  }
}

/** What those who are invited will be able to do, where they are given a group. */
export function invitedStatement(tenantId: string, ids: readonly string[]): Statement {
  return {
    text: `select i.id, i.name, i.email, true as "isActive", groups,
        case when not i.all_locations then array(select l.location_id from invitation_locations l
          where l.tenant_id = i.tenant_id and l.invitation_id = i.id) end as "locationIds"
      from invitations i cross join lateral (select array(select g.group_name
          from invitation_groups g where g.tenant_id = i.tenant_id and g.invitation_id = i.id)) as given (groups)
      where i.tenant_id = $1 and i.id = any($2) and i.state = 'open' and groups <> '{}'
      order by i.email`,
    values: [tenantId, ids],
  }
}

/** Names of the tenant's own groups that somebody has, or that a right or another group names. */
export function ownGroupsInUseStatement(tenantId: string): Statement {
  const named = ['membership_groups', 'access_right_groups', 'access_group_includes'].map(
    (table) =>
      `select group_name as name from ${table} where tenant_id = $1 and group_name like 'own.%'`
  )
  return { text: named.join(' union '), values: [tenantId] }
}
