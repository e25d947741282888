import type { Statement } from '../environment/environment.ts'

/** An invitation with a link that works, and how far it reaches. */
export interface GivenInvitation {
  name: string
  createdBy: string
  /** The locations that it is for; `null` means every location of the tenant. */
  locations: string[] | null
}

/** Asks for the open invitations that some users have made, each a `GivenInvitation`, by their names. */
export function openInvitationsBy(tenantId: string, userIds: readonly string[]): Statement {
  return {
    text: `select i.name, i.created_by as "createdBy", case when not i.all_locations then array(
        select l.location_id::text from invitation_locations l
        where l.tenant_id = i.tenant_id and l.invitation_id = i.id) end as locations
      from invitations i
      where i.tenant_id = $1 and i.state = 'open' and i.expires_at > now() and i.created_by = any($2)
      order by i.name, i.id`,
    values: [tenantId, userIds],
  }
}
