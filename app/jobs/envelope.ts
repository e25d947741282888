import type { Scope } from '../environment/scope.ts'

/**
 * What is stored as the data of a job: for whom it runs, and its payload. `v` is raised when the
 * shape changes; a worker parks what it does not understand until a newer one runs it.
 */
export interface Envelope {
  v: 1
  scope: Scope
  payload: unknown
}

/** The stored data as an envelope, or `null` when it has another version. */
export function openEnvelope(data: unknown): Envelope | null {
  return typeof data === 'object' && data !== null && 'v' in data && data.v === 1
    ? (data as Envelope)
    : null
}
