import { RecordBatch, type RecordChange } from '../../access/batch/record_batch.ts'
import { refused, type Outcome } from '../../access/batch/outcome.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import type { Input } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { NamedInput, NewRecords } from './new_records.ts'

/** Writes records of a file, after those that they name and that are not there yet. */
export class ImportBatch {
  #batch: RecordBatch<typeof Model>
  #names: NewRecords

  constructor(model: typeof Model, policy: AccessPolicy, names: NewRecords) {
    this.#batch = new RecordBatch<typeof Model>(model, policy)
    this.#names = names
  }

  /** Creates records; the outcomes stand in the order of the inputs. */
  async create(inputs: readonly Input[]): Promise<Outcome[]> {
    const named = await this.#names.read(inputs)
    const sound = named.filter(isSound)
    return this.#inOrder(named, await this.#batch.create(sound.map(({ input }) => input)))
  }

  /** Writes to records; the outcomes stand in the order of the changes. */
  async update(changes: readonly RecordChange[]): Promise<Outcome[]> {
    const named = await this.#names.read(changes.map(({ input }) => input))
    const sound = changes.flatMap(({ id }, at) =>
      isSound(named[at]!) ? [{ id, input: named[at]!.input }] : []
    )
    return this.#inOrder(named, await this.#batch.update(sound))
  }

  #inOrder(named: readonly NamedInput[], outcomes: readonly Outcome[]): Outcome[] {
    let at = 0
    return named.map((each) => {
      if (!isSound(each)) return refused(each.faults)
      const outcome = outcomes[at++]!
      if (outcome.kind !== 'refused') this.#names.use(each.names)
      return outcome
    })
  }
}

function isSound({ faults }: NamedInput): boolean {
  return Object.keys(faults).length === 0
}
