import { Model, boolean, email, text, type Has } from '#addon'

/** A user as one tenant knows them. Its id is the user's id. */
export class Member extends Model {
  static override table = 'memberships'
  static override label = { one: 'user', many: 'users' }
  static override icon = 'user'
  static override isPerson = true

  static override fields = {
    name: text({ label: 'Name', required: true, size: 120, search: true }),
    email: email({ label: 'E-mail', required: true, search: true }),
    allLocations: boolean({ label: 'All locations' }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Member extends Has<typeof Member> {}
