import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from '../processes.mjs'

/**
 * The processes that use a cluster at the moment. The last one to leave stops the server, so that a command never
 * stops it under a running `npm start`.
 *
 * @param {string} directory
 */
export function holdersOf(directory) {
  const folder = join(directory, 'holders')
  const own = join(folder, String(process.pid))

  return {
    join() {
      mkdirSync(folder, { recursive: true })
      writeFileSync(own, '')
    },

    leave() {
      rmSync(own, { force: true })
    },

    /** Whether another living process uses the cluster; forgets those that are gone. */
    hasOthers() {
      let others = false
      for (const name of readdirSync(folder)) {
        if (name === String(process.pid)) continue
        if (isAlive(Number(name))) others = true
        else rmSync(join(folder, name), { force: true })
      }
      return others
    },
  }
}
