import { defineInboxProvider, readPublicKeys } from '#addon'
import { readEvent } from '../ghl/event.ts'
import { publishedKey, verdictOn } from '../ghl/signature.ts'
import { processIncomingEvent } from '../jobs/process_event.ts'

const MINUTE = 60_000
const keys = readPublicKeys(process.env.GHL_PUBLIC_KEY || publishedKey)

/**
 * GoHighLevel delivers again only after 429: six times within some 70 minutes, with the same body
 * and so with the same timestamp.
 */
export const ghl = defineInboxProvider({
  name: 'ghl',
  notNowStatus: 429,
  window: { past: 90 * MINUTE, future: 5 * MINUTE },
  job: processIncomingEvent,
  verify: (raw, headers) => verdictOn(raw, headers, keys),
  identify(raw) {
    const event = readEvent(raw)
    if ('fault' in event) return event
    const { webhookId, type, occurredAt, locationId } = event
    return { eventId: webhookId, type, occurredAt, externalLocation: locationId }
  },
})
