import { Model, boolean, email, groupNames, many2many, text, type Has } from '#addon'
import { Invitation } from './invitation.ts'
import { Location } from './location.ts'
import { Team } from './team.ts'

/** A user as one tenant knows them. Its id is the user's id. */
export class Member extends Model {
  static override table = 'memberships'
  static override label = { one: 'user', many: 'users' }
  static override icon = 'user'
  static override hasThread = false
  static override isPerson = true
  static override archiving = 'deactivated' as const
  static override comesFrom = () => Invitation

  static override fields = {
    name: text({ label: 'Name', required: true, size: 120, search: true, tracked: true }),
    email: email({
      label: 'E-mail',
      required: true,
      search: true,
      tracked: true,
      help: 'The address with which they sign in.',
    }),
    groups: groupNames(
      { table: 'membership_groups', key: 'user_id' },
      { label: 'Access groups', tracked: true, help: 'You can give the groups that you have.' }
    ),
    allLocations: boolean({ label: 'All locations', tracked: true }),
    locations: many2many(
      () => Location,
      { table: 'membership_locations', key: 'user_id', otherKey: 'location_id' },
      { label: 'Locations', help: 'Where they work, unless they work in all locations.' }
    ),
    teams: many2many(
      () => Team,
      { table: 'base_team_members', key: 'user_id', otherKey: 'team_id' },
      { label: 'Teams', readonly: true }
    ),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Member extends Has<typeof Member> {}
