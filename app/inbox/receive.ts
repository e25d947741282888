import type { IncomingMessage } from 'node:http'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { ScopedDatabase } from '../environment/scoped_database.ts'
import { Registry } from '../modules/registry.ts'
import type { ListedProvider } from './catalogue.ts'
import { within } from './deadline.ts'
import type { EventIdentity, InboxProvider } from './define.ts'
import { findEndpoint } from './endpoints.ts'
import { E_BODY_TOO_SLOW } from './errors.ts'
import { readRawBody } from './raw_body.ts'
import { countRefusal } from './refusals.ts'
import { moduleMissing, storedReason } from './reasons.ts'
import { eventIdOf, type Arrival } from './store.ts'
import { EventWriter } from './writer.ts'

/** How long the database may take before the sender is asked to come again, in milliseconds. */
const PATIENCE = 3000

let writer: EventWriter | undefined

/**
 * Takes a request of a webhook's sender and returns the status of the answer: 204 once the event
 * is stored for good, 401 for a signature that does not hold, 404 for an unknown key, 413 for too
 * large a body. Whatever goes wrong on our side becomes the provider's "not now", never a 5xx.
 */
export async function receiveWebhook(
  request: IncomingMessage,
  providerName: string,
  key: string
): Promise<number> {
  const listed = Registry.current.inbox.provider(providerName)
  if (!listed) return 404
  const { provider } = listed
  try {
    const body = await readRawBody(request)
    return await within(PATIENCE, accept(listed, key, request, body))
  } catch (error) {
    const { status, message } = error as { status?: number; message: string }
    if (status === 413 || status === 400) return status
    if (!(error instanceof E_BODY_TOO_SLOW)) {
      logger.error({ err: error, provider: provider.name }, `Inbox: not taken now: ${message}`)
    }
    return provider.notNowStatus
  }
}

async function accept(
  { provider, moduleTitle, isInstalled }: ListedProvider,
  key: string,
  request: IncomingMessage,
  body: Buffer
): Promise<number> {
  const endpoint = await findEndpoint(provider.name, key)
  if (!endpoint) return 404
  if (!endpoint.isOpen) return provider.notNowStatus
  const headers = request.headersDistinct
  const verdict = provider.verify(body, headers)
  if (verdict !== 'ok') return refuse(key, verdict)

  const read = provider.identify(body)
  const identity = 'fault' in read ? null : read
  const fault = 'fault' in read ? read.fault : null
  const quarantine = fault ?? (isInstalled ? null : moduleMissing(moduleTitle))
  const eventId = eventIdOf(identity, body)
  const arrival: Arrival = {
    endpoint,
    provider,
    eventId,
    identity,
    headers,
    body,
    quarantine: quarantine === null ? null : storedReason(quarantine),
  }

  writer ??= new EventWriter(db as unknown as ScopedDatabase, PATIENCE)
  const untimely = identity && untimeliness(provider, identity)
  if (!untimely) await writer.store(arrival)
  else if (!(await writer.isKnown(arrival))) return refuse(key, untimely)
  return 204
}

function refuse(key: string, reason: string): number {
  countRefusal(key, reason)
  return 401
}

/** By the clock of this machine. An event without a time is always timely. */
function untimeliness({ window }: InboxProvider, { occurredAt }: EventIdentity): string | null {
  if (!occurredAt) return null
  const age = Date.now() - occurredAt.getTime()
  if (age > window.past) return 'expired'
  return age < -window.future ? 'future' : null
}
