import { Model, boolean, groupNames, text, type Has } from '#addon'

/** A group or role that a tenant makes itself. It is given to users like those of modules. */
export class AccessGroup extends Model {
  static override table = 'access_groups'

  static override label = { one: 'group', many: 'groups' }
  static override icon = 'users'
  static override hasThread = false

  static override fields = {
    name: text({ label: 'Name', required: true, size: 80, search: true }),
    summary: text({ label: 'Summary', size: 200, help: 'What somebody with this role does.' }),
    includes: groupNames(
      { table: 'access_group_includes', key: 'group_id' },
      {
        label: 'Brings',
        help: 'Groups whose rights its members have, too.',
        exceptAdministrators: true,
      }
    ),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface AccessGroup extends Has<typeof AccessGroup> {}
