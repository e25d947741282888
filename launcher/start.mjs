import { join, relative } from 'node:path'
import { assertFree, localAddress } from './address.mjs'
import { Assets } from './assets.mjs'
import { runCommand } from './console.mjs'
import { assertReachable } from './database_url.mjs'
import { embeddedPostgres } from './embedded.mjs'
import { describeError, Fault } from './fault.mjs'
import { Packages } from './install.mjs'
import { Interruption } from './interruption.mjs'
import { serverNode } from './node.mjs'
import { root } from './root.mjs'
import { Running } from './running.mjs'
import { Server } from './server.mjs'
import { loadSettings } from './settings.mjs'
import { Steps } from './steps.mjs'
import { readDemo, summaryLines } from './summary.mjs'

/** Runs Tatami until it is asked to end, and leaves nothing behind. Sets the exit code of the process. */
export async function start() {
  const interruption = new Interruption()
  interruption.listen()
  const steps = new Steps()
  /** @type {(() => Promise<void> | void)[]} */
  const undo = []
  try {
    await serve({ interruption, steps, undo })
    process.exitCode = 0
  } catch (error) {
    process.exitCode = interruption.asked.aborted ? 130 : 1
    if (!interruption.asked.aborted) {
      for (const line of describeError(error)) process.stderr.write(`${line}\n`)
    }
  }
  for (const step of undo.reverse()) await step()
  process.exit()
}

/**
 * @param {object} context
 * @param {Interruption} context.interruption
 * @param {Steps} context.steps
 * @param {(() => Promise<void> | void)[]} context.undo what has to be done at the end, last first
 */
async function serve({ interruption, steps, undo }) {
  const began = performance.now()
  const settings = loadSettings({ root })
  const { host, port, storage, embedded, env } = settings
  const signal = interruption.asked

  const running = await claim(settings)
  undo.push(() => running.forget())

  const packages = new Packages(root)
  if (!packages.areInstalled()) {
    await steps.run('Installing packages', () => packages.install({ signal }))
    signal.throwIfAborted()
  }
  const node = serverNode(root)

  if (embedded) {
    const postgres = embeddedPostgres({ root, storage })
    undo.push(() => postgres.stop())
    env.DATABASE_URL = await steps.run('Starting PostgreSQL', async (note) => {
      const { url, adopted, account, directory } = await postgres.start()
      if (adopted) note('which was running already')
      if (account) note(`as the user ${account}`)
      if (relative(storage, directory).startsWith('..')) note(`with its data in ${directory}`)
      return url
    })
  } else {
    await steps.run('Connecting to PostgreSQL', () => assertReachable(root, env.DATABASE_URL))
  }
  signal.throwIfAborted()

  const command = (/** @type {string[]} */ ...args) => {
    return runCommand({ root, node, args, env, signal })
  }
  const { warnings } = await steps.run('Bringing the database up to date', () => command('setup'))
  for (const warning of warnings) steps.say(`! ${warning}`)
  const demo = embedded
    ? await steps.run('Filling in the demo data', async () => {
        const { stdout } = await command('demo:seed')
        return readDemo(stdout)
      })
    : null

  const assets = new Assets(root)
  if (!assets.areFresh()) {
    await steps.run("Building the browser's files", () => assets.build(node, { signal }))
  }
  signal.throwIfAborted()

  const log = process.stdout.isTTY ? join(storage, 'logs', 'server.log') : null
  const server = new Server({ root, node, env, log })
  undo.push(async () => {
    if (interruption.asked.aborted) steps.say('Stopping …')
    await server.stop(interruption.insisted)
  })
  await steps.run('Starting the server', async () => {
    await assertFree(host, port)
    server.spawn()
    running.note(env.APP_URL, server.pid)
    await Promise.race([server.waitUntilReady(localAddress(host, port)), interruption.wait()])
  })
  signal.throwIfAborted()

  const seconds = (performance.now() - began) / 1000
  const shownLog = log && relative(process.cwd(), log)
  for (const line of summaryLines({ url: env.APP_URL, demo, log: shownLog, seconds })) {
    steps.say(line)
  }
  const ending = await Promise.race([server.ended, interruption.wait()])
  if (!signal.aborted) throw server.fault('The server ended by itself', String(ending))
}

/**
 * Makes sure that nobody serves here yet, neither this checkout nor another program.
 *
 * @param {import('./settings.mjs').Settings} settings
 */
async function claim({ host, port, storage, env }) {
  const running = new Running({ root, storage })
  const other = running.other()
  if (other) {
    throw new Fault(
      `Tatami already runs from this checkout, at ${other.url} (process ${other.launcher}).`
    )
  }
  await running.endOrphan()
  await assertFree(host, port)
  running.note(env.APP_URL)
  return running
}
