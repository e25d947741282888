import {
  Model,
  boolean,
  constraint,
  groupNames,
  longText,
  modelChoices,
  rightDomainFault,
  rightFieldsFault,
  rightModelFault,
  rightOperationsFault,
  selection,
  text,
  type Has,
} from '#addon'

/**
 * A right or a rule that a tenant makes itself. It says nothing until it is put in force, after its
 * effect was shown.
 */
export class AccessRight extends Model {
  static override table = 'access_rights'

  static override label = { one: 'right', many: 'rights' }
  static override icon = 'key-round'
  static override hasThread = false

  static override fields = {
    name: text({ label: 'Name', required: true, size: 120, search: true }),
    kind: selection({
      label: 'Kind',
      required: true,
      default: 'access',
      options: {
        access: 'Lets the groups use records',
        give: 'Rule: gives the groups records',
        limit: 'Rule: limits the groups to records',
        field: 'Shows fields to the groups alone',
      },
    }),
    model: selection({
      label: 'Records',
      required: true,
      get options() {
        return modelChoices()
      },
    }),
    groups: groupNames(
      { table: 'access_right_groups', key: 'right_id' },
      { label: 'Groups', help: 'A rule that limits holds for everybody where none is chosen.' }
    ),
    reads: boolean({ label: 'Read', default: true }),
    writes: boolean({ label: 'Change' }),
    creates: boolean({ label: 'Create' }),
    deletes: boolean({ label: 'Delete' }),
    domain: longText({
      label: 'Condition',
      size: 4000,
      help: 'Of a rule: [["owner", "=", "@user"]]. "@user" and "@email" stand for whoever asks. A custom filter of a list can be made a rule.',
    }),
    fields: text({ label: 'Fields', size: 1000, help: 'Technical names: phone, mobile.' }),
    inForce: boolean({ label: 'In force', readonly: true }),
  }

  /** Puts the right in force, or takes it out of force. */
  async toggleForce() {
    this.inForce = !this.inForce
    await this.save()
  }
}

export interface AccessRight extends Has<typeof AccessRight> {}

const kindsWith = { domain: ['give', 'limit'], fields: ['field'] }

/** Whether the right has become one of a kind that says nothing with what is stored in the field. */
function isPutAside(right: AccessRight, field: 'domain' | 'fields'): boolean {
  return !kindsWith[field].includes(right.kind) && !Object.hasOwn(right.$dirty, field)
}

AccessRight.constraints = [
  constraint(AccessRight, ['name'], (right) =>
    right.$isPersisted && right.$original.inForce && !Object.hasOwn(right.$dirty, 'inForce')
      ? { key: 'base.rightInForce' }
      : null
  ),
  constraint(AccessRight, ['model'], rightModelFault),
  constraint(AccessRight, ['domain', 'model', 'kind'], (right) =>
    isPutAside(right, 'domain') ? null : rightDomainFault(right)
  ),
  constraint(AccessRight, ['fields', 'model', 'kind'], (right) =>
    isPutAside(right, 'fields') ? null : rightFieldsFault(right)
  ),
  constraint(AccessRight, ['reads', 'writes', 'creates', 'deletes', 'kind'], rightOperationsFault),
]
