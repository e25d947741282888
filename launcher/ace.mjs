import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nodeFlags } from './console.mjs'
import { assertReachable } from './database_url.mjs'
import { describeError, Fault } from './fault.mjs'
import { isServerNode, serverNode } from './node.mjs'
import { embeddedPostgres } from './embedded.mjs'
import { loadSettings } from './settings.mjs'
import { root } from './root.mjs'

/** Commands that touch no database, by name or by what their name begins with. */
const offline = /^(list|help|make:.*)$/

/**
 * Runs the command line of the server as this process is asked to. With an embedded database that is not running, the
 * database runs for as long as the command does.
 */
export async function runAce() {
  try {
    const args = process.argv.slice(2)
    if (!existsSync(join(root, 'node_modules'))) {
      throw new Fault('The packages are not installed yet. Run npm start, or npm ci.')
    }
    const { env, embedded, storage } = loadSettings({ root })
    if (embedded && needsDatabase(args)) {
      const postgres = embeddedPostgres({ root, storage })
      try {
        const { url } = await postgres.start()
        process.exitCode = await runConsole(args, { ...env, DATABASE_URL: url })
      } finally {
        await postgres.stop()
      }
      return
    }

    if (embedded) env.DATABASE_URL = 'postgres://127.0.0.1/tatami'
    else if (args[0] === 'setup') await assertReachable(root, env.DATABASE_URL)
    if (isServerNode) {
      Object.assign(process.env, env)
      await import('./typescript/hooks.mjs')
      await import('../bin/console.ts')
    } else {
      process.exitCode = await runConsole(args, env)
    }
  } catch (error) {
    for (const line of describeError(error)) process.stderr.write(`${line}\n`)
    process.exitCode = 1
  }
}

/** @param {string[]} args */
function needsDatabase(args) {
  const command = args.find((argument) => !argument.startsWith('-'))
  const asksForHelp = args.some((argument) => ['--help', '-h'].includes(argument))
  return command !== undefined && !asksForHelp && !offline.test(command)
}

/**
 * Runs bin/console.ts with this process's terminal. Signals reach it: those from the keyboard by themselves, the others
 * are passed on.
 *
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<number>} the exit code
 */
function runConsole(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      serverNode(root),
      [...nodeFlags, join(root, 'bin', 'console.ts'), ...args],
      { cwd: process.cwd(), env, stdio: 'inherit' }
    )
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}
