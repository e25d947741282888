import { form, list, search, section } from '#addon'
import { Member } from '../models/member.ts'

export const memberList = list(Member, ['name', 'email', 'groups', 'allLocations', 'locations'], {
  order: 'name',
})

export const memberForm = form(Member, {
  sheet: [
    section('User', ['name', 'email']),
    section('Access', ['groups', 'allLocations', 'locations']),
  ],
})

export const memberSearch = search(Member, {
  fields: ['name', 'email'],
  filters: { everywhere: ['In all locations', [['allLocations', '=', true]]] },
})
