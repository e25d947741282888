import type { EventFault } from '#addon'

export type Payload = Readonly<Record<string, unknown>>

/** A GoHighLevel event. Bodies come flat, or with what happened under `data`. */
export interface GhlEvent {
  type: string
  webhookId: string | null
  occurredAt: Date | null
  locationId: string | null
  data: Payload
}

/** Reads the body of an event. Throws nothing, whatever the bytes are. */
export function readEvent(raw: Buffer): GhlEvent | EventFault {
  const body = parse(raw)
  if (!body) return { fault: { key: 'integrations.event.notJson' } }
  const data = isObject(body.data) ? body.data : body
  const type = word(body.type ?? data.type)
  if (!type) return { fault: { key: 'integrations.event.noType' } }
  return {
    type,
    webhookId: word(body.webhookId ?? data.webhookId),
    occurredAt: moment(body.timestamp ?? data.timestamp),
    locationId: word(data.locationId ?? body.locationId),
    data,
  }
}

/** A name or id: 1 to 200 characters without control characters. Null for anything else. */
export function word(given: unknown): string | null {
  const isWord = typeof given === 'string' && /^\P{Cc}{1,200}$/u.test(given) && given.isWellFormed()
  return isWord ? given : null
}

export function isObject(given: unknown): given is Payload {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

function parse(raw: Buffer): Payload | null {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'))
    return isObject(body) ? body : null
  } catch {
    return null
  }
}

function moment(given: unknown): Date | null {
  if (typeof given !== 'string' && typeof given !== 'number') return null
  const date = new Date(given)
  return Number.isNaN(date.getTime()) ? null : date
}
