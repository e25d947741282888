import { form, list, optional, routeButton, search, section } from '#addon'
import { administrator } from '../access.ts'
import { Member } from '../models/member.ts'

export const memberList = list(
  Member,
  ['name', 'email', 'groups', 'locations', optional('allLocations')],
  {
    order: 'name',
  }
)

export const memberForm = form(Member, {
  header: [
    routeButton('impersonation', {
      label: 'Act as user',
      icon: 'venetian-mask',
      groups: [administrator],
    }),
    routeButton('ended-sessions', {
      label: 'End sessions',
      icon: 'log-out',
      groups: [administrator],
    }),
    routeButton('two-factor-reset', {
      label: 'Reset second step',
      icon: 'shield-off',
      groups: [administrator],
    }),
  ],
  sheet: [
    section('User', ['name', 'email']),
    section('Access', ['groups', 'allLocations', 'locations']),
  ],
})

export const memberSearch = search(Member, {
  fields: ['name', 'email'],
  filters: { everywhere: ['In all locations', [['allLocations', '=', true]]] },
})
