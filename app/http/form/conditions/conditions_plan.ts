import { isAnswerable, termsBehind } from '../../../domains/text_condition.ts'
import { fieldsAsked, type DomainNode, type TermNode } from '../../../domains/node.ts'
import type { Asker } from '../../../environment/scope.ts'
import type { Model } from '../../../models/model.ts'
import type { Registry } from '../../../modules/registry.ts'

/** What can hang on a condition. */
export type Aspect = 'visible' | 'readonly' | 'required'

/** When something on a form is visible, only read, or required; of several all have to be met. */
export type Conditions = Partial<Record<Aspect, readonly DomainNode[]>>

/** The conditions of a form. Parts are sections by their titles and tabs by their names. */
export class ConditionsPlan {
  readonly fields = new Map<string, Conditions>()
  readonly parts = new Map<string, Conditions>()
  #registry: Registry
  #asker: Asker
  #model: typeof Model

  constructor(registry: Registry, asker: Asker, model: typeof Model) {
    this.#registry = registry
    this.#asker = asker
    this.#model = model
  }

  /**
   * A condition as declared, ready to be asked. One about something that the asker may not see is left
   * out: it would tell them of it.
   */
  read(options: Readonly<Record<string, unknown>> | undefined, aspect: Aspect): DomainNode[] {
    const declared = options?.[aspect]
    if (!Array.isArray(declared)) return []
    const { access } = this.#registry
    if (!access.mayAsk(this.#asker, this.#model, declared)) return []
    const node = access.parse(this.#asker, this.#model, declared)
    if (isAnswerable(node)) return [node]
    throw new Error(`A form of ${this.#model.name} cannot answer ${JSON.stringify(declared)}`)
  }

  /** Keeps what was read, if there is anything. */
  keep(of: 'fields' | 'parts', name: string, conditions: Conditions) {
    const asked = Object.entries(conditions).filter(([, nodes]) => nodes.length > 0)
    if (asked.length > 0) this[of].set(name, Object.fromEntries(asked))
  }

  get isEmpty(): boolean {
    return this.fields.size === 0 && this.parts.size === 0
  }

  get #nodes(): DomainNode[] {
    const all = [...this.fields.values(), ...this.parts.values()]
    return all.flatMap((conditions) => Object.values(conditions).flat())
  }

  /** The fields of the record that are asked about. */
  get asked(): ReadonlySet<string> {
    return new Set(this.#nodes.flatMap((node) => [...fieldsAsked(node)]))
  }

  /** The terms that look behind a many2one. */
  get behind(): readonly TermNode[] {
    return this.#nodes.flatMap(termsBehind)
  }
}
