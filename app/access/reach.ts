import type { DomainNode } from '../domains/node.ts'
import type { Rows, Statement } from '../environment/environment.ts'
import type { Asker } from '../environment/scope.ts'
import type { Model } from '../models/model.ts'
import { conditionsStatement, isMet } from './conditions.ts'
import type { Operation } from './declarations.ts'
import type { AccessPolicy } from './policy.ts'

/**
 * What somebody may do with one record that they read. The database is asked only about rules that
 * say something else than those for reading.
 */
export class RecordReach {
  readonly #known = new Set<Operation>()
  readonly #asked: { operation: Operation; condition: DomainNode }[] = []
  readonly #asker: Asker
  readonly #model: typeof Model

  constructor(policy: AccessPolicy, asker: Asker, model: typeof Model) {
    this.#asker = asker
    this.#model = model
    const reading = JSON.stringify(policy.condition(asker, model, 'read'))
    for (const operation of ['write', 'delete'] as const) {
      if (!policy.allows(asker, model, operation)) continue
      const condition = policy.condition(asker, model, operation)
      if (!condition || JSON.stringify(condition) === reading) this.#known.add(operation)
      else this.#asked.push({ operation, condition })
    }
  }

  /** What to ask about the record; null where everything is known without. */
  statement(id: string): Statement | null {
    if (this.#asked.length === 0) return null
    const conditions = this.#asked.map(({ condition }) => condition)
    return conditionsStatement(this.#asker, this.#model, id, conditions)
  }

  /** What the asker may do: what is known, and what the answer says. */
  operations([row]: Rows): Set<Operation> {
    const met = this.#asked.filter((_, index) => row && isMet(row, index))
    return new Set([...this.#known, ...met.map(({ operation }) => operation)])
  }
}
