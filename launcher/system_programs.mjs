import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Fault } from './fault.mjs'
import { lastLines, run } from './processes.mjs'

/**
 * Finds a program on the PATH, and as root on a Debian system installs its package if it is not there.
 *
 * @param {string[]} names of the program, in order of preference
 * @param {string} debianPackage
 * @param {(line: string) => void} tell
 * @returns {Promise<string>} its path
 */
export async function ensureProgram(names, debianPackage, tell) {
  const found = findProgram(names)
  if (found) return found

  if (process.getuid?.() === 0 && findProgram(['apt-get'])) {
    tell(`Installing ${debianPackage} with apt-get`)
    await aptInstall(debianPackage)
    const installed = findProgram(names)
    if (installed) return installed
  }
  throw new Fault(
    `The tests need ${names[0]}, which is not on the PATH. Install it (Debian: apt-get install ${debianPackage}) and try again.`
  )
}

/**
 * @param {string[]} names
 * @returns {string | undefined}
 */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} debianPackage */
async function aptInstall(debianPackage) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', debianPackage]]) {
    const { code, stderr } = await run('apt-get', ['-q', ...args], { env })
    if (code !== 0) {
      throw new Fault(`apt-get ${args.join(' ')} failed.`, { details: lastLines(stderr, 5) })
    }
  }
}
