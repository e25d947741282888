import { Env } from '@adonisjs/core/env'
import { readPublicKeys } from '#app/inbox/ed25519'
import { readTrustedProxies } from '../launcher/trusted_proxies.mjs'

/** The settings of the process. `docs/operations.md` lists them with their defaults. */
export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string({ format: 'host' }),
  PORT: Env.schema.number(),
  APP_URL: Env.schema.string({ format: 'url', tld: false }),
  TRUSTED_PROXIES: trustedProxies,
  APP_KEY: Env.schema.secret(),
  DATABASE_URL: Env.schema.string(),
  DATABASE_ROLES: Env.schema.string.optional(),
  DATABASE_POOL: Env.schema.number.optional(),
  SMTP_URL: Env.schema.string.optional(),
  MAIL_FROM: Env.schema.string.optional(),
  REDIS_URL: Env.schema.string.optional(),
  STORAGE_PATH: Env.schema.string(),
  ADDONS_PATH: Env.schema.string.optional(),
  REPORT_FONTS: Env.schema.string.optional(),
  GHL_PUBLIC_KEY: publicKeys,
  LOG_LEVEL: Env.schema.string.optional(),
  API_REQUESTS_PER_MINUTE: Env.schema.number.optional(),
  WORKER: Env.schema.enum.optional(['inside', 'none'] as const),
  TATAMI_EMBEDDED: Env.schema.string.optional(),
})

/** Whether an address is that of a proxy whose word is taken; without a value none is. */
function trustedProxies(name: string, value?: string): (address: string) => boolean {
  return read(name, () => readTrustedProxies(value ?? ''))
}

/** Refuses a value that no signature could be checked with. */
function publicKeys(name: string, value?: string): string | undefined {
  if (value) read(name, () => readPublicKeys(value))
  return value || undefined
}

function read<T>(name: string, reader: () => T): T {
  try {
    return reader()
  } catch (error) {
    throw new Error(`Invalid environment variable "${name}": ${(error as Error).message}`)
  }
}
