import { spawn } from 'node:child_process'
import { lastLines } from '../processes.mjs'
import { root } from '../root.mjs'
import { filesOfFailed } from './japa.mjs'

/**
 * Four parts of all suites, the longest first. Each has servers of its own and often waits for them, so that fewer
 * would leave a machine of two processors idle for a third of the time.
 */
export const allParts = [['functional'], ['browser'], ['unit', 'modules'], ['jobs', 'launcher']]

/** More failures than this are no chance, and nothing is run again. */
const chance = 3

/**
 * What a part has said: all of it, what of it were errors (Japa names each failed test there, with its reason), and
 * how many tests have passed and failed.
 *
 * @typedef {{ suites: string[], output: string, errors: string, passed: number, failed: number }} Outcome
 */

/**
 * Shows what the first part says while it runs, and what each other has said when those before it have ended. What
 * failed in any of them is said once more at the end. Up to three failed tests are run again, with nothing beside
 * them; those that pass then are counted as passed, and named.
 *
 * @param {object} context
 * @param {string[][]} context.parts the suites of each part
 * @param {string} context.node
 * @param {import('../steps.mjs').Steps} context.steps
 * @param {{ passed: number, failed: number }} context.count
 * @param {AbortSignal} context.signal
 */
export async function runParts({ parts, node, steps, count, signal }) {
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
  /** @type {Outcome[]} */
  const outcomes = []
  for (const part of running) {
    outcomes.push(await part)
    shown++
    if (shown < parts.length) show(shown)
  }
  tell(outcomes, steps)
  for (const outcome of await repeatFailed({ outcomes, node, steps, signal })) {
    count.passed += outcome.passed
    count.failed += outcome.failed
  }
}

/**
 * Runs the files of failed tests again, if there are few; resolves with the outcomes as they are then. A part that
 * failed otherwise, or did not come to its end, has failed.
 *
 * @param {object} context
 * @param {Outcome[]} context.outcomes
 * @param {string} context.node
 * @param {import('../steps.mjs').Steps} context.steps
 * @param {AbortSignal} context.signal
 * @returns {Promise<Outcome[]>}
 */
async function repeatFailed({ outcomes, node, steps, signal }) {
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
  if (failed === 0 || failed > chance || signal.aborted) return outcomes
  /** @type {Outcome[]} */
  const last = []
  for (const outcome of outcomes) {
    const failures = filesOfFailed(outcome.output)
    if (outcome.failed === 0 || failures.length !== outcome.failed) {
      last.push(outcome)
      continue
    }
    const files = [...new Set(failures)]
    steps.say(`Running again what has failed: ${files.join(', ')}`)
    const again = await runPart({
      node,
      suites: outcome.suites,
      files,
      signal,
      hear: (text) => process.stdout.write(text),
    })
    if (again.failed > 0) tell([again], steps)
    else steps.say(['', 'Failed at first, passed when run again:', ...titles(outcome)].join('\n'))
    last.push(settle(outcome, again))
  }
  return last
}

/**
 * @param {Outcome} outcome
 * @param {Outcome} again
 * @returns {Outcome}
 */
function settle(outcome, again) {
  const all = outcome.passed + outcome.failed
  return { ...outcome, passed: all - again.failed, failed: again.failed }
}

/**
 * @param {Outcome[]} outcomes
 * @param {import('../steps.mjs').Steps} steps
 */
function tell(outcomes, steps) {
  const failed = outcomes.filter((outcome) => outcome.failed > 0)
  if (failed.length === 0) return
  const failures = failed.flatMap((outcome) => lastLines(outcome.errors, 400))
  steps.say(['', ...failures, '', ...failed.flatMap(titles), ''].join('\n'))
}

/** @param {Outcome} outcome */
function titles({ errors }) {
  return errors.split('\n').filter((line) => line.startsWith('❯ '))
}

/**
 * Runs some suites, or some of their files, as `npm test -- <suites>` does.
 *
 * @param {object} context
 * @param {string} context.node
 * @param {string[]} context.suites
 * @param {string[]} [context.files]
 * @param {AbortSignal} context.signal
 * @param {(text: string) => void} context.hear
 * @returns {Promise<Outcome>}
 */
function runPart({ node, suites, files, signal, hear }) {
  return new Promise((resolve) => {
    const said = { output: '', errors: '' }
    const choice = files ? ['--files', files.join(',')] : []
    const child = spawn(node, ['test.mjs', ...suites, ...choice], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const end = () => {
      const unfinished = filesOfFailed(said.output).length + 1
      const [, passed = 0, failed = unfinished] =
        /(\d+) passed, (\d+) failed\s*$/.exec(said.output) ?? []
      resolve({ suites, ...said, passed: Number(passed), failed: Number(failed) })
    }
    signal.addEventListener('abort', () => child.kill(), { once: true })
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said.output += chunk
      hear(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      said.errors += chunk
      hear(chunk)
    })
    child.once('error', end)
    child.once('close', end)
  })
}
