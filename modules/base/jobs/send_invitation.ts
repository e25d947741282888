import { defineJob, sendLetter } from '#addon'
import { DateTime } from 'luxon'
import { Invitation } from '../models/invitation.ts'

/** Sends an invitation with a new link. The link's token is in no job and in no table. */
export const sendInvitation = defineJob<{ invitationId: string }>({
  name: 'base.send_invitation',
  async call({ invitationId }, { inside }) {
    const letter = await inside(async () => {
      const invitation = await Invitation.find(invitationId)
      return invitation?.letter() ?? null
    })
    if (letter) await sendLetter(letter)
  },
  async run({ invitationId }) {
    const invitation = await Invitation.find(invitationId)
    if (invitation?.state !== 'open') return
    invitation.sentAt = DateTime.now()
    await invitation.save()
  },
})
