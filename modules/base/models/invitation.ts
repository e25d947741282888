import {
  Environment,
  Model,
  boolean,
  canSendMail,
  composeLetter,
  datetime,
  email,
  groupNames,
  issueInvitation,
  many2many,
  selection,
  text,
  type Has,
  type Letter,
} from '#addon'
import { sendInvitation } from '../jobs/send_invitation.ts'
import { invitationLetter } from '../letters/invitation.ts'
import { Location } from './location.ts'
import { Member } from './member.ts'

/** Somebody is asked to join. They become a user of the tenant when they accept. */
export class Invitation extends Model {
  static override table = 'invitations'
  static override label = { one: 'invitation', many: 'invitations' }
  static override icon = 'mail-plus'
  static override hasThread = false
  static override isPerson = true

  static override fields = {
    name: text({ label: 'Name', required: true, size: 120, search: true }),
    email: email({
      label: 'E-mail',
      required: true,
      search: true,
      help: 'A link goes to this address. Without a mail server, make a link here and pass it on.',
    }),
    groups: groupNames(
      { table: 'invitation_groups', key: 'invitation_id' },
      { label: 'Access groups', help: 'You can give the groups that you have.' }
    ),
    allLocations: boolean({ label: 'All locations' }),
    locations: many2many(
      () => Location,
      { table: 'invitation_locations', key: 'invitation_id', otherKey: 'location_id' },
      { label: 'Locations', help: 'Where they work, unless they work in all locations.' }
    ),
    state: selection({
      label: 'State',
      readonly: true,
      required: true,
      default: 'open',
      options: { open: 'Open', accepted: 'Accepted' },
      tones: { open: 'info', accepted: 'ok' },
    }),
    sentAt: datetime({ label: 'Sent', readonly: true }),
    expiresAt: datetime({ label: 'Link works until', readonly: true }),
    acceptedAt: datetime({ label: 'Accepted at', readonly: true }),
  }

  /** Has the link sent, where there is a mail server. Returns whether there is. */
  async send(): Promise<boolean> {
    if (canSendMail()) sendInvitation.enqueue({ invitationId: this.id })
    return canSendMail()
  }

  /** Makes a link to be handed over in person; null where the invitation is not open. */
  async link(): Promise<string | null> {
    return (await issueInvitation(this.id, 'hand'))?.path ?? null
  }

  /** The letter with a new link, or null where the invitation is not open any more. */
  async letter(): Promise<Letter | null> {
    const link = await issueInvitation(this.id, 'mail')
    if (!link) return null
    const { tenant, path, language } = link
    const inviter = this.createdBy ? await Member.find(this.createdBy) : null
    const about = { name: this.name, tenant, path, inviter: inviter?.name ?? null }
    const { tenantId } = Environment.current().asker
    return composeLetter(invitationLetter, about, { to: this.email, language, tenantId })
  }
}

export interface Invitation extends Has<typeof Invitation> {}

Invitation.after('create', async (invitation) => {
  await invitation.send()
})
