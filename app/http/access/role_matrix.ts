import { anybody } from '../../access/anybody.ts'
import { operations } from '../../access/declarations.ts'
import type { AccessGroup } from '../../access/groups.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import { roleRights, type RoleRights } from '../../access/role_rights.ts'
import type { WordOptions } from '../../domains/phrases.ts'
import { toWords } from '../../domains/words.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Page } from '../page.ts'
import { anybodyWords } from './anybody_words.ts'

/** What roles may do, in words: for each a table of models and operations. */
export class RoleMatrix {
  #policy: AccessPolicy
  #models: Registry['models']
  #page: Page
  #words: WordOptions

  constructor({ access, models }: Registry, page: Page) {
    this.#policy = access
    this.#models = models
    this.#page = page
    this.#words = anybodyWords(page)
  }

  /** What a role brings, and a row for each model that its members may read. */
  of({ name, title, role }: AccessGroup) {
    const groups = this.#policy.imply([name])
    const brought = [...groups].filter((each) => each !== name).map((each) => this.#group(each))
    const member = { ...anybody, email: this.#page.t('ui.roles.ownEmail'), groups }
    return {
      name,
      title,
      summary: role ?? '',
      brings: titlesOf(brought.filter(({ isPermission }) => !isPermission)),
      permissions: titlesOf(brought.filter(({ isPermission }) => isPermission)),
      rows: roleRights(this.#policy, this.#models, member).map((rights) => this.#row(rights)),
    }
  }

  #group(name: string): AccessGroup {
    return this.#policy.groups.get(name)!
  }

  #row({ model, conditions, hidden }: RoleRights) {
    return {
      records: model.labels.many,
      cells: operations.map((operation) => {
        const condition = conditions.get(operation)
        return condition ? (condition.kind === 'always' ? 'all' : 'some') : 'none'
      }),
      limits: [...this.#conditions(conditions), ...this.#hidden(hidden)],
    }
  }

  /** Each condition once, with the operations that it bounds: "Change, Create: Owner is the user". */
  #conditions(conditions: RoleRights['conditions']): string[] {
    const { t } = this.#page
    const bounded = [...conditions].filter(([, condition]) => condition.kind !== 'always')
    const byWords = Map.groupBy(bounded, ([, condition]) => toWords(condition, this.#words))
    return [...byWords].map(([condition, those]) =>
      t('ui.roles.condition', {
        operations: those.map(([operation]) => t(`ui.access.can.${operation}`)).join(', '),
        condition,
      })
    )
  }

  #hidden(fields: RoleRights['hidden']): string[] {
    const labels = fields.map(({ options }) => options.label).join(', ')
    return labels ? [this.#page.t('ui.roles.hidden', { fields: labels })] : []
  }
}

function titlesOf(groups: readonly AccessGroup[]): string {
  return groups.map(({ title }) => title).join(', ')
}
