import type { Environment } from '../environment/environment.ts'
import type { JobDefinition } from '../jobs/define.ts'
import type { EventReason } from './reasons.ts'

/** Headers of a request by their names in lower case, each with every value that was sent. */
export type WebhookHeaders = Readonly<Record<string, readonly string[] | undefined>>

/** What a provider reads from the body of an event, whose signature was good. */
export interface EventIdentity {
  /** The provider's own id, the same in every delivery. Null where there is none. */
  eventId: string | null
  type: string
  /** When it happened, by the provider's clock. */
  occurredAt: Date | null
  /** The provider's name for the place that the event belongs to. */
  externalLocation: string | null
}

/** A body that cannot be understood, and why, for administrators. */
export interface EventFault {
  fault: EventReason
}

/** A system that sends events to `/hooks/<name>/<key>`. */
export interface InboxProvider {
  readonly name: string
  /**
   * The status that makes the sender deliver again later. Every sender has its own; after any
   * other status the event may be lost.
   */
  readonly notNowStatus: number
  /**
   * How far the provider's time of an event may be from ours, in milliseconds, when the event is
   * seen for the first time. It has to span the sender's retries, which repeat the same body.
   */
  readonly window: { readonly past: number; readonly future: number }
  /** The job that processes one event. It does so with `processEvent`. */
  readonly job: JobDefinition<EventJob>
  /** Checks the signature over the raw bytes: `ok`, or one word that says why not. */
  verify(raw: Buffer, headers: WebhookHeaders): string
  /** Reads what must be known before an event is stored. Throws nothing. */
  identify(raw: Buffer): EventIdentity | EventFault
}

/** The payload of the job that processes an event. */
export interface EventJob {
  /** Id of the record of the event. */
  eventId: string
}

/** An event as handlers get it. */
export interface InboxEvent extends EventIdentity {
  /** Id of its record. */
  readonly id: string
  readonly provider: string
  readonly eventId: string
  readonly receivedAt: Date
  /** The bytes as they came. */
  readonly body: Buffer
  /** The location that the event turned out to belong to; set by the handler. */
  locationId: string | null
}

/** What came of an event, where there is something to say about it. */
export interface EventOutcome {
  /** The event changed nothing, and need not. */
  ignored?: boolean
  /** What administrators should know of it. */
  note?: EventReason
}

/** Processes events of some types of one provider. */
export interface InboxHandler {
  readonly provider: string
  readonly types: readonly string[]
  /**
   * Runs in an environment of the tenant with all locations; its changes and the event's new
   * state are committed together. Throw E_EVENT_QUARANTINED to undo the changes and to keep the
   * event for an administrator; after any other exception the event is tried again.
   */
  handle(event: InboxEvent, environment: Environment): Promise<EventOutcome | void>
}

const NAME = /^[a-z][a-z0-9-]*$/

/** Declares a sender of webhooks. Export it from a file in a module's folder `inbox/`. */
export function defineInboxProvider(provider: InboxProvider): InboxProvider {
  if (!NAME.test(provider.name)) throw new Error(`"${provider.name}" is not a provider's name`)
  return provider
}

/** Declares what is done with events. Export it from a file in a module's folder `inbox/`. */
export function defineInboxHandler(handler: InboxHandler): InboxHandler {
  return handler
}
