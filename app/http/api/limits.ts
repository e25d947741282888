import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { errors } from '@adonisjs/limiter'
import env from '#start/env'
import { E_API_LIMIT } from './errors.ts'

const MINUTE = 60
const requests = env.get('API_REQUESTS_PER_MINUTE') ?? 600

/** Keys that one address may try in vain in a minute. */
const TRIES = 60

/**
 * Counters are in the memory of the process: a request that reads writes nothing. With several
 * processes behind one address a key may ask so often of each.
 */
const ofKeys = limiter.use('memory', { requests, duration: MINUTE })
const ofTries = limiter.use('memory', { requests: TRIES, duration: MINUTE })

/** Counts a request of a key and tells what is left. Throws E_API_LIMIT. */
export async function limitKey({ response }: HttpContext, keyId: string): Promise<void> {
  const { limit, remaining, availableIn } = await counted(ofKeys.consume(`api:key:${keyId}`))
  response.header('ratelimit-limit', limit)
  response.header('ratelimit-remaining', remaining)
  response.header('ratelimit-reset', availableIn)
}

/** Counts a key that was tried in vain from an address. Throws E_API_LIMIT. */
export async function limitTries(address: string): Promise<void> {
  await counted(ofTries.consume(`api:tries:${address}`))
}

async function counted<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt
  } catch (error) {
    if (!(error instanceof errors.E_TOO_MANY_REQUESTS)) throw error
    throw new E_API_LIMIT(Math.max(1, error.response.availableIn))
  }
}
