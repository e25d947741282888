import type { InputFault } from '../../models/field_input.ts'

export type Faults = Readonly<Record<string, InputFault>>

/** A field of a record with the value that it had and the one that it got. */
export interface ValueChange {
  name: string
  before: unknown
  after: unknown
}

/** What came of one record of a batch. */
export type Outcome =
  | { kind: 'created'; id: string }
  | { kind: 'updated'; id: string; changes: readonly ValueChange[] }
  | { kind: 'same'; id: string }
  /** `faults` by the names of fields; under '' stands what is about no field. */
  | { kind: 'refused'; faults: Faults }

export function refused(faults: Faults): Outcome {
  return { kind: 'refused', faults }
}

/** A refusal that is about the record as a whole. */
export function refusedFor(key: string): Outcome {
  return refused({ '': { key } })
}
