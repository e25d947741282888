import { chownSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { Fault } from '../fault.mjs'
import { run } from '../processes.mjs'

/**
 * The account of the operating system that PostgreSQL runs under.
 *
 * @typedef {object} Account
 * @property {string} name
 * @property {boolean} foreign whether it is another one than that of this process
 * @property {{ uid?: number, gid?: number }} spawn options for child_process
 */

/** PostgreSQL refuses to run as root, and initdb wants an account that has a name. */
const candidates = ['postgres', 'nobody']

/**
 * Chooses the account for PostgreSQL: one's own, or for root the owner of the data that is there, else `postgres`,
 * else `nobody`.
 *
 * @param {string} [data] the data directory, if there is one already
 * @returns {Account}
 */
export function chooseAccount(data) {
  const own = process.getuid?.()
  if (own !== 0) return ownAccount(own)

  const names = data ? [ownerOf(data), ...candidates] : candidates
  for (const name of names) {
    const account = name && lookUp(name)
    if (account) return account
  }
  throw new Fault(
    'PostgreSQL refuses to run as root, and this machine has neither a postgres nor a nobody account. ' +
      'Start as an ordinary user, or set DATABASE_URL.'
  )
}

/**
 * @param {number | undefined} uid
 * @returns {Account}
 */
function ownAccount(uid) {
  if (uid === undefined) return { name: '', foreign: false, spawn: {} }

  const name = idOf(['-un'])
  if (!name) {
    throw new Fault(
      `User ${uid} has no name on this machine (no entry in /etc/passwd), and PostgreSQL needs one. ` +
        'Start as another user, or set DATABASE_URL.'
    )
  }
  return { name, foreign: false, spawn: {} }
}

/** @param {string} data */
function ownerOf(data) {
  const { uid } = statSync(data)
  return uid === 0 ? '' : String(uid)
}

/**
 * @param {string} user name or number
 * @returns {Account | null}
 */
function lookUp(user) {
  const name = idOf(['-un', user])
  const uid = Number(idOf(['-u', user]) || Number.NaN)
  const gid = Number(idOf(['-g', user]) || Number.NaN)
  if (!name || !(uid > 0) || Number.isNaN(gid)) return null
  return { name, foreign: true, spawn: { uid, gid } }
}

/** @param {string[]} args */
function idOf(args) {
  const { status, stdout } = spawnSync('id', args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}

/**
 * Whether an account can reach a directory.
 *
 * @param {Account} account
 * @param {string} directory
 */
export async function canEnter(account, directory) {
  if (!account.foreign) return true

  const { code } = await run('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], {
    ...account.spawn,
    cwd: '/',
  })
  return code === 0
}

/**
 * Gives a file or directory to the account.
 *
 * @param {Account} account
 * @param {string} path
 */
export function giveTo({ spawn }, path) {
  if (spawn.uid !== undefined && spawn.gid !== undefined) chownSync(path, spawn.uid, spawn.gid)
}
