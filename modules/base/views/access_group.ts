import { form, list, search, section } from '#addon'
import { AccessGroup } from '../models/access_group.ts'

export const accessGroupList = list(AccessGroup, ['name', 'summary', 'includes'], {
  order: 'name',
})

export const accessGroupForm = form(AccessGroup, {
  sheet: [section('Group', ['name', 'summary', 'includes'])],
})

export const accessGroupSearch = search(AccessGroup, { fields: ['name'] })
