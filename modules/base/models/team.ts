import { Model, boolean, longText, many2many, many2one, text, type Has } from '#addon'
import { Department } from './department.ts'
import { Location } from './location.ts'
import { Member } from './member.ts'

/** Users who work on the same things, with a leader. */
export class Team extends Model {
  static override table = 'base_teams'
  static override label = { one: 'team', many: 'teams' }
  static override icon = 'users-round'

  static override fields = {
    name: text({ label: 'Name', required: true, size: 120, search: true, tracked: true }),
    leader: many2one(() => Member, { label: 'Leader', tracked: true }),
    members: many2many(
      () => Member,
      { table: 'base_team_members', key: 'team_id', otherKey: 'user_id' },
      { label: 'Members' }
    ),
    department: many2one(() => Department, { label: 'Department', tracked: true }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    notes: longText({ label: 'Notes', size: 10000 }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Team extends Has<typeof Team> {}
