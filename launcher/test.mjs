import { Assets } from './assets.mjs'
import { describeError, Fault } from './fault.mjs'
import { Packages } from './install.mjs'
import { Interruption } from './interruption.mjs'
import { serverNode } from './node.mjs'
import { root } from './root.mjs'
import { Steps } from './steps.mjs'
import { TestServices } from './testing/services.mjs'
import { checks, runChecks } from './testing/checks.mjs'
import { readSummary, runJapa } from './testing/japa.mjs'
import { allParts, runParts } from './testing/parts.mjs'

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
    return runParts({ parts: allParts, node, steps, count, signal })
  }
  const env = await services.start(steps)
  signal.throwIfAborted()

  const { code, output } = await runJapa({ node, args, env, signal })
  const { passed, failed } = readSummary(output)
  if (code === 0 && passed === 0) throw new Fault('No test was run.')
  count.passed += passed
  count.failed += code !== 0 && failed === 0 ? 1 : failed
}
