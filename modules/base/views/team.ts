import { avatar, form, list, search, section, tab, tabs } from '#addon'
import { Team } from '../models/team.ts'

export const teamList = list(
  Team,
  ['name', avatar('leader'), 'members', 'department', 'location'],
  { order: 'name' }
)

export const teamForm = form(Team, {
  sheet: [
    section('Team', ['name', 'leader', 'members']),
    section('Place', ['department', 'location']),
    tabs({ remarks: tab('Notes', ['notes']) }),
  ],
})

export const teamSearch = search(Team, {
  fields: ['name'],
  filters: { withoutLeader: ['Without a leader', [['leader', '=', null]]] },
  groupBy: ['department', 'leader', 'location'],
})
