import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { isAlive, sleep } from './processes.mjs'
import { Fault } from './fault.mjs'

/**
 * Runs a piece of work that only one process may do at a time. The lock is a file that names its holder; that of a
 * process which is gone counts for nothing.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {number} [patience] milliseconds to wait for another holder
 * @returns {Promise<T>}
 */
export async function withLock(path, work, patience = 120_000) {
  const deadline = Date.now() + patience
  while (!take(path)) {
    const holder = readHolder(path)
    if (holder !== null && !isAlive(holder)) {
      removeStale(path, holder)
    } else if (Date.now() > deadline) {
      throw new Fault(`Process ${holder} holds ${path} and does not let go.`)
    } else {
      await sleep(50)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** @param {string} path */
function take(path) {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, String(process.pid))
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (/** @type {any} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** @param {string} path */
function readHolder(path) {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Renames before removing, so that of two processes that find the same stale lock only one removes it.
 *
 * @param {string} path
 * @param {number} holder
 */
function removeStale(path, holder) {
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (readHolder(aside) !== holder) {
    try {
      linkSync(aside, path)
    } catch {
      // Somebody else holds the lock again; its file stands.
    }
  }
  rmSync(aside, { force: true })
}
