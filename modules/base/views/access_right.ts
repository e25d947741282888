import { button, form, list, search, section } from '#addon'
import { AccessRight } from '../models/access_right.ts'

export const accessRightList = list(AccessRight, ['name', 'kind', 'model', 'groups', 'inForce'], {
  order: 'name',
})

export const accessRightForm = form(AccessRight, {
  header: [button('toggleForce', { label: 'See the effect…', icon: 'scale' })],
  sheet: [
    section('Right', ['name', 'kind', 'model', 'groups', 'inForce']),
    section('What it is about', ['reads', 'writes', 'creates', 'deletes', 'domain', 'fields']),
  ],
})

export const accessRightSearch = search(AccessRight, {
  fields: ['name'],
  filters: {
    inForce: ['In force', [['inForce', '=', true]]],
    drafts: ['Not in force', [['inForce', '=', false]]],
  },
})
