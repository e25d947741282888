import { randomUUID } from 'node:crypto'

export interface GhlBody {
  type: string
  locationId?: string
  webhookId?: string
  timestamp?: string
  data?: object
  [field: string]: unknown
}

export interface EventOptions {
  /** Seconds ago; 0 unless told. */
  age?: number
  webhookId?: string
  /** The newer shape, with what happened under `data`. */
  wrapped?: boolean
}

/** The body of an event as GoHighLevel sends it. */
export function ghlEvent(
  type: string,
  fields: Readonly<Record<string, unknown>>,
  { age = 0, webhookId = randomUUID(), wrapped = false }: EventOptions = {}
): GhlBody {
  const timestamp = new Date(Date.now() - age * 1000).toISOString()
  const envelope = { type, timestamp, webhookId }
  return wrapped ? { ...envelope, data: fields } : { ...envelope, ...fields }
}
