import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Assets } from './assets.mjs'
import { describeError, Fault } from './fault.mjs'
import { Packages } from './install.mjs'
import { Interruption } from './interruption.mjs'
import { nodeFlags } from './console.mjs'
import { serverNode } from './node.mjs'
import { lastLines, run, signal as signalTo, waitUntilGone } from './processes.mjs'
import { root } from './root.mjs'
import { Steps } from './steps.mjs'
import { TestServices } from './test_services.mjs'

/**
 * What is checked before the tests run, all at once: a name, the program in node_modules and its arguments.
 *
 * @type {[name: string, program: string, ...args: string[]][]}
 */
const checks = [
  ['types', 'typescript/bin/tsc', '--noEmit'],
  ['types of the launcher', 'typescript/bin/tsc', '-p', 'launcher'],
  ['style', 'eslint/bin/eslint.js', '.'],
  ['layout', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
]

/**
 * Four parts of all suites, the longest first. Each has servers of its own and often waits for them, so that fewer
 * would leave a machine of two processors idle for a third of the time.
 */
const parts = [['functional'], ['browser'], ['unit', 'modules'], ['jobs', 'launcher']]

/**
 * Runs all checks, and all tests in four parts side by side; or, given arguments, the tests that they select:
 * `--suite <name>` and what Japa takes.
 * Prints `N passed, N failed` on the last line and sets the exit code.
 *
 * @param {string[]} args
 */
export async function test(args) {
  const interruption = new Interruption()
  interruption.listen()
  const steps = new Steps()
  const services = new TestServices(root)
  const count = { passed: 0, failed: 0 }
  try {
    await runAll({ args, steps, services, count, signal: interruption.asked })
  } catch (error) {
    count.failed++
    if (!interruption.asked.aborted) {
      for (const line of describeError(error)) process.stderr.write(`${line}\n`)
    }
  }
  await services.stop()
  steps.say(`${count.passed} passed, ${count.failed} failed`)
  process.exit(count.failed === 0 ? 0 : 1)
}

/**
 * @param {object} context
 * @param {string[]} context.args
 * @param {Steps} context.steps
 * @param {TestServices} context.services
 * @param {{ passed: number, failed: number }} context.count
 * @param {AbortSignal} context.signal
 */
async function runAll({ args, steps, services, count, signal }) {
  const packages = new Packages(root)
  if (!packages.areInstalled()) {
    await steps.run('Installing packages', () => packages.install({ signal }))
  }
  const node = serverNode(root)

  if (args.length === 0) {
    const failed = await runChecks({ node, steps, signal })
    count.failed += failed
    count.passed += checks.length - failed
  }

  const assets = new Assets(root)
  if (!assets.areFresh()) {
    await steps.run("Building the browser's files", () => assets.build(node, { signal }))
  }
  signal.throwIfAborted()
  if (args.length === 0) {
    await services.prepare(steps)
    return runParts({ node, steps, count, signal })
  }
  const env = await services.start(steps)
  signal.throwIfAborted()

  const { code, output } = await runJapa({ node, args, env, signal })
  const { passed, failed } = readSummary(output)
  if (code === 0 && passed === 0) throw new Fault('No test was run.')
  count.passed += passed
  count.failed += code !== 0 && failed === 0 ? 1 : failed
}

/**
 * Shows what the first part says while it runs, and what each other has said when those before it have ended. What
 * failed in any of them is said once more at the end.
 *
 * @param {object} context
 * @param {string} context.node
 * @param {Steps} context.steps
 * @param {{ passed: number, failed: number }} context.count
 * @param {AbortSignal} context.signal
 */
async function runParts({ node, steps, count, signal }) {
  const held = parts.map(() => '')
  let shown = 0
  const show = (/** @type {number} */ part, text = '') => {
    held[part] += text
    if (part !== shown) return
    process.stdout.write(held[part] ?? '')
    held[part] = ''
  }
  const running = parts.map((suites, part) =>
    runPart({ node, suites, signal, hear: (text) => show(part, text) })
  )
  const failures = []
  for (const part of running) {
    const { output, errors } = await part
    const [, passed = 0, failed = 1] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? []
    count.passed += Number(passed)
    count.failed += Number(failed)
    if (Number(failed) > 0) failures.push(...lastLines(errors, 400))
    shown++
    if (shown < parts.length) show(shown)
  }
  if (failures.length === 0) return
  const titles = failures.filter((line) => line.startsWith('❯ '))
  steps.say(['', ...failures, '', ...titles, ''].join('\n'))
}

/**
 * Runs some suites as `npm test -- <suites>` does. Resolves with what was printed, and with what of it were errors:
 * Japa names each failed test there, with its reason.
 *
 * @param {object} context
 * @param {string} context.node
 * @param {string[]} context.suites
 * @param {AbortSignal} context.signal
 * @param {(text: string) => void} context.hear
 * @returns {Promise<{ output: string, errors: string }>}
 */
function runPart({ node, suites, signal, hear }) {
  return new Promise((resolve) => {
    const said = { output: '', errors: '' }
    const child = spawn(node, ['test.mjs', ...suites], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    signal.addEventListener('abort', () => child.kill(), { once: true })
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said.output += chunk
      hear(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      said.errors += chunk
      hear(chunk)
    })
    child.once('error', () => resolve(said))
    child.once('close', () => resolve(said))
  })
}

/**
 * Resolves with the number of checks that have failed, whose findings are shown.
 *
 * @param {object} context
 * @param {string} context.node
 * @param {Steps} context.steps
 * @param {AbortSignal} context.signal
 */
async function runChecks({ node, steps, signal }) {
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

/** How long the process of the tests may live on after it has said how they went, in milliseconds. */
const patience = 20_000

/**
 * Runs Japa, shows what it prints as it prints it, and keeps it. Its process leads a group of its own, which is ended
 * as a whole when the run is interrupted or does not end.
 *
 * @param {object} context
 * @param {string} context.node
 * @param {string[]} context.args
 * @param {Record<string, string>} context.env
 * @param {AbortSignal} context.signal
 * @returns {Promise<{ code: number, output: string }>}
 */
function runJapa({ node, args, env, signal }) {
  return new Promise((resolve) => {
    let output = ''
    /** @type {NodeJS.Timeout | undefined} */
    let overdue
    const child = spawn(node, [...nodeFlags, 'bin/test.ts', ...japaArguments(args)], {
      cwd: root,
      detached: true,
      env: { ...env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const end = () => void endGroup(child.pid)
    signal.addEventListener('abort', end, { once: true })
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
      process.stdout.write(chunk)
      if (!overdue && findSummary(output)) {
        overdue = setTimeout(() => {
          process.stderr.write(
            'The tests ended, but something they left open keeps them running.\n'
          )
          end()
        }, patience)
      }
    })
    child.once('error', () => resolve({ code: 1, output }))
    child.once('exit', (code) => {
      clearTimeout(overdue)
      signal.removeEventListener('abort', end)
      setTimeout(() => resolve({ code: code ?? 1, output }), 50)
    })
  })
}

/**
 * Ends a process and those that it started.
 *
 * @param {number | undefined} leader
 */
async function endGroup(leader) {
  if (!leader) return
  signalTo(-leader, 'SIGTERM')
  await waitUntilGone(leader, 5000)
  signalTo(-leader, 'SIGKILL')
}

/**
 * Japa takes the names of suites bare.
 *
 * @param {string[]} args
 */
function japaArguments(args) {
  return args.flatMap((argument) => {
    if (argument === '--suite') return []
    return [argument.replace(/^--suite=/, '')]
  })
}

/**
 * Reads Japa's closing line: `Tests  12 passed, 1 failed (13)`.
 *
 * @param {string} output
 */
export function readSummary(output) {
  const line = findSummary(output) ?? ''
  const numberOf = (/** @type {string} */ word) => {
    return Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0)
  }
  return { passed: numberOf('passed'), failed: numberOf('failed') }
}

/** @param {string} output */
function findSummary(output) {
  const lines = output
    .slice(-10_000)
    .replaceAll(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
  return lines.findLast((line) => /^\s*Tests\s+\d.*\(\d+\)/.test(line))
}
