import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from './fault.mjs'

/** The version of Node that the server is written for; the launcher itself runs from 20 on. */
const serverMajor = 24

/** Whether this process can run the server's code itself. */
export const isServerNode = Number(process.versions.node.split('.')[0]) >= serverMajor

/**
 * The Node that runs the server: this one if it is new enough, else the one that came as an npm package.
 *
 * @param {string} root
 */
export function serverNode(root) {
  if (isServerNode) return process.execPath

  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(root, 'node_modules', 'node', 'bin', program)
  if (existsSync(path)) return path

  throw new Fault(
    `Tatami needs Node ${serverMajor}, which npm brings along, but it is not in node_modules. ` +
      'Run npm ci, and allow the package "node" its install script if npm is set to run none.'
  )
}
