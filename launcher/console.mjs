import { join } from 'node:path'
import { Fault } from './fault.mjs'
import { lastLines, run } from './processes.mjs'

/** What every program of the server is run with: its sources are TypeScript. */
export const nodeFlags = [
  '--disable-warning=ExperimentalWarning',
  `--import=${new URL('typescript/hooks.mjs', import.meta.url)}`,
]

/**
 * Runs a command of the server and collects what it says.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {string[]} options.args
 * @param {Record<string, string>} options.env
 * @param {AbortSignal} options.signal ends the command early
 * @returns {Promise<{ stdout: string, warnings: string[] }>}
 */
export async function runCommand({ root, node, args, env, signal }) {
  const program = [...nodeFlags, join(root, 'bin', 'console.ts'), ...args]
  const { code, stdout, stderr } = await run(node, program, { cwd: root, env, signal })
  if (code !== 0) {
    throw new Fault(`node ace ${args.join(' ')} failed.`, {
      details: lastLines(`${stdout}\n${stderr}`, 15),
    })
  }
  return { stdout, warnings: warningsIn(`${stdout}\n${stderr}`) }
}

/** @param {string} output of a command, whose log lines begin with a label such as `[ warn ]` */
function warningsIn(output) {
  return output.split('\n').flatMap((line) => /^\[ warn\w* \]\s*(.+)$/.exec(line.trim())?.[1] ?? [])
}
