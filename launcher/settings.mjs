import { accessSync, constants, mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { Fault } from './fault.mjs'
import { readEnvFile } from './env_file.mjs'
import { readTrustedProxies } from './trusted_proxies.mjs'

/**
 * @typedef {object} Settings
 * @property {string} host
 * @property {number} port
 * @property {string} storage absolute path
 * @property {boolean} embedded whether Tatami runs its own PostgreSQL
 * @property {Record<string, string>} env the environment for child processes, complete but for the address of an
 *   embedded database
 */

const loopback = ['127.0.0.1', 'localhost', '::1']
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
const modes = ['production', 'development', 'test']

/**
 * Reads the settings: the environment first, then the file .env, then what Tatami chooses itself. A value of nothing
 * counts as not set.
 *
 * @param {{ root: string, env?: NodeJS.ProcessEnv, mode?: string }} options mode is the NODE_ENV where none is set
 * @returns {Settings}
 * @throws {Fault} that lists every faulty setting
 */
export function loadSettings({ root, env = process.env, mode = 'production' }) {
  const given = { ...readEnvFile(join(root, '.env')), ...withoutEmpty(env) }
  /** @type {string[]} */
  const faults = []

  const storage = resolve(root, given.STORAGE_PATH || 'storage')
  const host = given.HOST || '127.0.0.1'
  const port = given.PORT || '3333'
  const values = {
    NODE_ENV: given.NODE_ENV || mode,
    HOST: host,
    PORT: port,
    APP_URL: given.APP_URL || `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`,
    STORAGE_PATH: storage,
  }

  const check = checker(given, faults)
  check('HOST', 'a host name or an address of this machine', isHost)
  check('PORT', 'a number from 1 to 65535', isPort)
  check('APP_URL', 'an address such as https://crm.example.com', isUrl(['http:', 'https:']))
  check('TRUSTED_PROXIES', 'addresses and networks such as 10.0.0.5, 192.168.1.0/24', isProxies)
  check('APP_KEY', 'at least 32 characters', (value) => value.length >= 32)
  check(
    'DATABASE_URL',
    'an address such as postgres://user:password@host:5432/database',
    isDatabaseUrl
  )
  check('DATABASE_ROLES', 'a name of lower-case letters, digits and _', isRolePrefix)
  check('DATABASE_POOL', 'a number from 2 to 100', isPoolSize)
  check('REDIS_URL', 'an address such as redis://host:6379', isUrl(['redis:', 'rediss:', 'unix:']))
  check(
    'SMTP_URL',
    'an address such as smtp://user:password@mail.example.com:587',
    isUrl(['smtp:', 'smtps:'])
  )
  check('MAIL_FROM', 'an e-mail address such as Acme <no-reply@acme.example>', isSender)
  if (faults.length === 0 && given.SMTP_URL && !given.MAIL_FROM) {
    faults.push('MAIL_FROM is not set: mail from SMTP_URL needs a sender.')
  }
  check('ADDONS_PATH', `directories, separated by "${delimiter}"`, (value) =>
    addonFolders(root, value).every(existsSync)
  )
  check('WORKER', 'inside or none', (value) => ['inside', 'none'].includes(value))
  check('NODE_ENV', modes.join(', '), (value) => modes.includes(value))
  check('LOG_LEVEL', logLevels.join(', '), (value) => logLevels.includes(value))
  if (faults.length > 0) throw new Fault(faults[0], { details: faults.slice(1) })

  const embedded = !given.DATABASE_URL
  if (embedded && !loopback.includes(host) && values.NODE_ENV !== 'test') {
    throw new Fault(
      `HOST=${host} would show the demo, whose passwords are published, to other machines. ` +
        'Set DATABASE_URL to a database of your own, or leave HOST at 127.0.0.1.'
    )
  }

  const appKey = given.APP_KEY || keepAppKey(storage)
  return {
    host,
    port: Number(port),
    storage,
    embedded,
    env: childEnvironment(root, { ...given, ...values, APP_KEY: appKey }, embedded),
  }
}

/**
 * @param {string} root
 * @param {Record<string, string>} values
 * @param {boolean} embedded
 * @returns {Record<string, string>}
 */
function childEnvironment(root, values, embedded) {
  const env = { ...values }
  if (env.ADDONS_PATH) env.ADDONS_PATH = addonFolders(root, env.ADDONS_PATH).join(delimiter)
  if (embedded) env.TATAMI_EMBEDDED = '1'
  else delete env.TATAMI_EMBEDDED
  return env
}

/**
 * @param {string} root
 * @param {string} value of ADDONS_PATH
 * @returns {string[]} absolute paths
 */
function addonFolders(root, value) {
  return value
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => resolve(root, folder))
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function withoutEmpty(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : []))
  )
}

/**
 * @param {Record<string, string>} values
 * @param {string[]} faults
 */
function checker(values, faults) {
  /**
   * @param {string} name
   * @param {string} expected
   * @param {(value: string) => boolean} isRight
   */
  return (name, expected, isRight) => {
    const value = values[name]
    if (!value || isRight(value)) return
    faults.push(`${name}=${withoutSecrets(name, value)} is not valid: expected ${expected}.`)
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function withoutSecrets(name, value) {
  if (name === 'APP_KEY') return `(${value.length} characters)`
  return value.replace(/:[^:@/]+@/, ':***@')
}

/** @param {string} value */
function isHost(value) {
  return isIP(value) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)
}

/** @param {string} value */
function isPort(value) {
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
}

/** @param {string} value */
function isPoolSize(value) {
  return /^\d{1,3}$/.test(value) && Number(value) >= 2 && Number(value) <= 100
}

/** @param {string} value */
function isProxies(value) {
  try {
    readTrustedProxies(value)
    return true
  } catch {
    return false
  }
}

/**
 * @param {string[]} protocols
 * @returns {(value: string) => boolean}
 */
function isUrl(protocols) {
  return (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

/** @param {string} value */
function isSender(value) {
  return /^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(value)
}

/** @param {string} value */
function isDatabaseUrl(value) {
  return isUrl(['postgres:', 'postgresql:'])(value) && new URL(value).pathname.length > 1
}

/** @param {string} value */
function isRolePrefix(value) {
  return /^[a-z_][a-z0-9_]{0,40}$/.test(value)
}

/**
 * The key that signs and encrypts, made once and kept: without it, sessions, role passwords and stored secrets are
 * lost.
 *
 * @param {string} storage
 */
export function keepAppKey(storage) {
  const path = join(storage, 'app.key')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()

  mkdirSync(storage, { recursive: true })
  accessSync(storage, constants.W_OK)
  const key = randomBytes(32).toString('base64url')
  try {
    writeFileSync(path, key, { mode: 0o600, flag: 'wx' })
    return key
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'EEXIST') throw error
    return readFileSync(path, 'utf8').trim()
  }
}
