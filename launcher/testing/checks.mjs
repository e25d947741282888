import { join } from 'node:path'
import { lastLines, run } from '../processes.mjs'
import { root } from '../root.mjs'

/**
 * What is checked before the tests run, all at once: a name, the program in node_modules and its arguments.
 *
 * @type {[name: string, program: string, ...args: string[]][]}
 */
export const checks = [
  ['types', 'typescript/bin/tsc', '--noEmit'],
  ['types of the launcher', 'typescript/bin/tsc', '-p', 'launcher'],
  ['style', 'eslint/bin/eslint.js', '.'],
  ['layout', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
]

/**
 * Resolves with the number of checks that have failed, whose findings are shown.
 *
 * @param {object} context
 * @param {string} context.node
 * @param {import('../steps.mjs').Steps} context.steps
 * @param {AbortSignal} context.signal
 */
export async function runChecks({ node, steps, signal }) {
  /** @type {string[][]} */
  const findings = []
  try {
    await steps.run('Checking types, style and layout', async () => {
      const checking = checks.map(async ([name, program, ...args]) => {
        const path = join(root, 'node_modules', program)
        const { code, stdout, stderr } = await run(node, [path, ...args], { cwd: root, signal })
        if (code !== 0) findings.push([`${name}:`, ...lastLines(stdout + stderr, 100)])
      })
      await Promise.all(checking)
      if (findings.length > 0) throw new Error('Some checks have failed')
    })
  } catch (error) {
    if (findings.length === 0) throw error
    for (const line of findings.flat()) steps.say(`  ${line}`)
  }
  return findings.length
}
