import { spawn } from 'node:child_process'
import { nodeFlags } from '../console.mjs'
import { signal as signalTo, waitUntilGone } from '../processes.mjs'
import { root } from '../root.mjs'

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
export function runJapa({ node, args, env, signal }) {
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

/**
 * Reads in which file each failed test stands. Japa prints a heading for each group,
 * `jobs / The pool (tests/jobs/pool.spec.ts)`, and below it its tests, those that failed with a cross.
 *
 * @param {string} output
 * @returns {string[]} a path from the root of the checkout for each failed test
 */
export function filesOfFailed(output) {
  /** @type {string[]} */
  const files = []
  let file = ''
  for (const line of plainLines(output)) {
    file = /^\S+ \/ .* \((\S+\.spec\.ts)\)$/.exec(line)?.[1] ?? file
    if (/^\s+✖ /.test(line)) files.push(file)
  }
  return files
}

/** @param {string} output */
function plainLines(output) {
  return output.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n')
}

/** @param {string} output */
function findSummary(output) {
  return plainLines(output.slice(-10_000)).findLast((line) => /^\s*Tests\s+\d.*\(\d+\)/.test(line))
}
