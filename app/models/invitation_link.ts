import { Environment } from '../environment/environment.ts'
import { invitationPath } from '../identity/invitations.ts'
import { newSecretToken } from '../identity/secret_token.ts'

/** Where an invitation is accepted, and whose it is. */
export interface InvitationLink {
  path: string
  tenant: string
  /** The language of the tenant. */
  language: string
}

const makers = { mail: 'app.issue_invitation', hand: 'app.hand_over_invitation' } as const

/**
 * Makes the link of an open invitation, in the current transaction; a link made before ends. It
 * works for seven days and once. Returns its path and whose it is, or null where the
 * invitation is not open. By `hand` it is given to the asker, who must work at all locations that the
 * invitation is for.
 */
export async function issueInvitation(
  invitationId: string,
  by: 'mail' | 'hand'
): Promise<InvitationLink | null> {
  const { token, hash } = newSecretToken()
  const [answer] = await Environment.current().query<{ tenant: string | null; language: string }>(
    `select ${makers[by]}($1, $2) as tenant,
       (select language from tenants where id = app.tenant_id()) as language`,
    [invitationId, hash]
  )
  if (!answer?.tenant) return null
  return { path: invitationPath(token), tenant: answer.tenant, language: answer.language }
}
