import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  commandLineOf,
  isAlive,
  signal,
  sleep,
  waitUntilGone,
  workingDirectoryOf,
} from '../processes.mjs'
import { Fault } from '../fault.mjs'

/**
 * What postmaster.pid says: process, data directory, start time, port, socket directory, address, shared memory and
 * status, a line each. Source: src/include/utils/pidfile.h of PostgreSQL.
 *
 * @typedef {{ pid: number, port: number, status: string }} Postmaster
 */

/**
 * The server that runs on this data directory, if one does. A file left behind by a server that was killed, or by one
 * on a directory that this one was copied from, is removed: PostgreSQL would take any process that happens to have its
 * id now for a server.
 *
 * @param {string} data
 * @returns {Postmaster | null}
 */
export function findPostmaster(data) {
  const found = readPidFile(data)
  if (!found) return null
  if (isAlive(found.pid) && servesData(found.pid, data)) return found

  rmSync(join(data, 'postmaster.pid'), { force: true })
  return null
}

/**
 * A server works in its data directory. Where the system does not tell, its command line does.
 *
 * @param {number} pid
 * @param {string} data
 */
function servesData(pid, data) {
  if (process.platform === 'win32') return true

  const directory = workingDirectoryOf(pid)
  if (directory) return directory === realpathSync(data)
  return commandLineOf(pid).includes(data)
}

/**
 * @param {string} data
 * @returns {Postmaster | null}
 */
function readPidFile(data) {
  const path = join(data, 'postmaster.pid')
  if (!existsSync(path)) return null

  const lines = readFileSync(path, 'utf8').split('\n')
  return {
    pid: Math.abs(Number(lines[0])),
    port: Number(lines[3]),
    status: (lines[7] ?? '').trim(),
  }
}

/**
 * Waits until the server of a data directory takes connections.
 *
 * @param {string} data
 * @param {number} pid
 * @returns {Promise<Postmaster | null>} null if the process ended instead
 */
export async function waitUntilReady(data, pid) {
  const deadline = Date.now() + 300_000
  while (isAlive(pid)) {
    const found = readPidFile(data)
    if (found?.pid === pid && found.status === 'ready') return found
    if (Date.now() > deadline) {
      throw new Fault('PostgreSQL has not become ready in five minutes; its log may say why.')
    }
    await sleep(20)
  }
  return null
}

/**
 * Stops a server: open transactions are rolled back, data is written. If that takes longer than half a minute it is
 * stopped at once and recovers at the next start.
 *
 * @param {number} pid
 */
export async function stopPostmaster(pid) {
  signal(pid, 'SIGINT')
  if (await waitUntilGone(pid, 30_000)) return

  signal(pid, 'SIGQUIT')
  if (await waitUntilGone(pid, 10_000)) return

  signal(pid, 'SIGKILL')
  await waitUntilGone(pid, 10_000)
}
