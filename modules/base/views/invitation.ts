import { badge, button, form, list, search, section } from '#addon'
import { Invitation } from '../models/invitation.ts'

export const invitationList = list(
  Invitation,
  ['name', 'email', 'groups', badge('state'), 'sentAt', 'expiresAt'],
  { order: 'createdAt desc', actions: [button('send', { label: 'Send again', icon: 'send' })] }
)

export const invitationForm = form(Invitation, {
  header: [
    button('send', { label: 'Send again', icon: 'send' }),
    button('link', { label: 'Make a link', icon: 'link' }),
  ],
  sheet: [
    section('Invitation', ['name', 'email', 'sentAt', 'expiresAt', 'acceptedAt']),
    section('Access', ['groups', 'allLocations', 'locations']),
  ],
})

export const invitationSearch = search(Invitation, {
  fields: ['name', 'email'],
  filters: {
    open: ['Open', [['state', '=', 'open']]],
    accepted: ['Accepted', [['state', '=', 'accepted']]],
  },
})
