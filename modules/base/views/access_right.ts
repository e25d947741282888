import { button, field, form, list, search, section, type Domain } from '#addon'
import { AccessRight } from '../models/access_right.ts'

export const accessRightList = list(AccessRight, ['name', 'kind', 'model', 'groups', 'inForce'], {
  order: 'name',
})

const aboutRecords: Domain<AccessRight> = [['kind', '!=', 'field']]

export const accessRightForm = form(AccessRight, {
  header: [button('toggleForce', { label: 'See the effect…', icon: 'scale' })],
  sheet: [
    section('Right', ['name', 'kind', 'model', 'groups', 'inForce']),
    section('What it is about', [
      field('reads', { visible: aboutRecords }),
      field('writes', { visible: aboutRecords }),
      field('creates', { visible: aboutRecords }),
      field('deletes', { visible: aboutRecords }),
      field('domain', { visible: [['kind', 'in', ['give', 'limit']]] }),
      field('fields', { visible: [['kind', '=', 'field']] }),
    ]),
  ],
})

export const accessRightSearch = search(AccessRight, {
  fields: ['name'],
  filters: {
    inForce: ['In force', [['inForce', '=', true]]],
    drafts: ['Not in force', [['inForce', '=', false]]],
  },
})
