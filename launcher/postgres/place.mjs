import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { Fault } from '../fault.mjs'
import { assertRuns, canRun, copyBinaries, findBinaries } from './binaries.mjs'
import { canEnter, chooseAccount } from './account.mjs'

/**
 * Where a cluster lies and what runs it.
 *
 * @typedef {object} Place
 * @property {string} directory holds the data, the password and the port
 * @property {import('./account.mjs').Account} account
 * @property {import('./binaries.mjs').Binaries} binaries
 */

/** Where the data lies that its account could not reach in the checkout. */
const elsewhere = '/var/lib/tatami'

/**
 * Finds a place for the cluster: the directory asked for, or, if the account that PostgreSQL has to run under cannot
 * enter it, a directory of the machine. A note in the directory asked for says which.
 *
 * @param {{ root: string, directory: string }} options
 * @returns {Promise<Place>}
 */
export async function choosePlace({ root, directory }) {
  mkdirSync(directory, { recursive: true })
  const moved = movedTo(directory)
  const home = moved ?? directory
  const data = join(home, 'data')
  const hasData = existsSync(data)
  const account = chooseAccount(hasData ? data : undefined)
  const binaries = findBinaries(root)
  if (!account.foreign) {
    await assertRuns(binaries, account)
    return { directory, account, binaries }
  }

  if (!moved) chmodSync(directory, 0o711)
  const reachable = await canEnter(account, home)
  if (hasData && !reachable) {
    throw new Fault(
      `The database in ${data} belongs to the account ${account.name}, which can no longer enter it. ` +
        'Open the directories above it (chmod o+x), or move the checkout.'
    )
  }
  if (reachable && (moved || (await canRun(binaries, account)))) {
    return { directory: home, account, binaries: moved ? movedBinaries(binaries, home) : binaries }
  }

  const target = moved ?? moveAway(directory)
  const copied = movedBinaries(binaries, target)
  await assertRuns(copied, account)
  return { directory: target, account, binaries: copied }
}

/**
 * @param {import('./binaries.mjs').Binaries} binaries
 * @param {string} home
 */
function movedBinaries(binaries, home) {
  return copyBinaries(binaries, join(home, 'programs'))
}

/**
 * The directory outside the checkout that the cluster was moved to. A note that was copied along with a checkout that
 * still exists counts for nothing, so that two checkouts never share data.
 *
 * @param {string} directory
 */
export function movedTo(directory) {
  const note = join(directory, 'moved-to')
  if (!existsSync(note)) return null

  const target = readFileSync(note, 'utf8').trim()
  const origin = join(target, 'moved-from')
  if (!existsSync(origin)) return null

  const from = readFileSync(origin, 'utf8').trim()
  if (from === directory) return target
  if (existsSync(join(from, 'moved-to'))) return null
  writeFileSync(origin, directory)
  return target
}

/** @param {string} directory */
function moveAway(directory) {
  mkdirSync(elsewhere, { recursive: true })
  chmodSync(elsewhere, 0o755)
  const target = join(elsewhere, `${basename(directory)}-${randomBytes(6).toString('hex')}`)
  mkdirSync(target)
  chmodSync(target, 0o711)
  writeFileSync(join(target, 'moved-from'), directory)
  writeFileSync(join(directory, 'moved-to'), target)
  return target
}
