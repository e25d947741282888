import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { Assets } from '../launcher/assets.mjs'
import { describeError } from '../launcher/fault.mjs'
import { Interruption } from '../launcher/interruption.mjs'
import { root } from '../launcher/root.mjs'
import { Steps } from '../launcher/steps.mjs'
import { Cluster } from './cluster.ts'
import {
  measureHouse,
  measureLargeHouse,
  measureMillion,
  openHouse,
  type Course,
} from './course.ts'
import { proveIsolation } from './isolation.ts'
import { CONNECTIONS } from './pages.ts'
import { page, table } from './report.ts'
import type { Row } from './rows.ts'
import { measureTransfer } from './transfer.ts'

const { values: given } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    million: { type: 'boolean', default: false },
    isolation: { type: 'boolean', default: false },
    transfer: { type: 'string' },
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '2' },
  },
})

const interruption = new Interruption()
interruption.listen()
const signal = interruption.asked
const steps = new Steps()
const undo: (() => Promise<void>)[] = []
const wish = { contacts: 100_000, tenants: 20 }
/** Rows of the file that is imported. */
const TRANSFERRED = 100_000

try {
  if (given.isolation) await isolation()
  else if (given.transfer) conclude(await measureTransfer(await prepare(), Number(given.transfer)))
  else conclude(await bench())
} catch (error) {
  process.exitCode = 1
  if (!signal.aborted) {
    for (const line of describeError(error)) process.stderr.write(`${line}\n`)
  }
}
for (const step of undo.reverse()) await step()
process.exit()

async function isolation() {
  const { responses, aborted, thrown, marks } = await proveIsolation(await prepare())
  const figures = [responses, marks, aborted, thrown].map((figure) => figure.toLocaleString('en'))
  steps.say(
    `${figures[0]} responses with ${figures[1]} marks, none of them foreign; ` +
      `${figures[2]} more were aborted, ${figures[3]} ended with an exception.`
  )
}

function conclude(rows: readonly Row[]) {
  steps.say(`\n${table(rows)}\n`)
  const missed = rows.filter(({ met }) => met === false).length
  steps.say(missed === 0 ? 'Every bar is met.' : `${missed} bars are not met.`)
  process.exitCode = missed === 0 ? 0 : 1
}

/** A cluster of its own, and the browser's files. */
async function prepare(): Promise<Course> {
  const assets = new Assets(root)
  if (!assets.areFresh()) {
    await steps.run("Building the browser's files", () =>
      assets.build(process.execPath, { signal })
    )
  }
  const cluster = new Cluster()
  undo.push(() => cluster.stop())
  await steps.run('Starting PostgreSQL', () => cluster.start())
  return {
    cluster,
    steps,
    signal,
    undo,
    rounds: Number(given.rounds),
    seconds: Number(given.seconds),
  }
}

async function bench(): Promise<Row[]> {
  const began = performance.now()
  const [load] = loadavg()
  const course = await prepare()
  const { cluster } = course
  const house = await openHouse(course, { ...wish, database: 'bench' })
  const rows = await measureHouse(course, house)
  rows.push(...(await measureTransfer(course, TRANSFERRED)))
  if (given.full) rows.push(...(await measureLargeHouse(course)))
  if (given.million) rows.push(...(await measureMillion(course, house)))

  const [server] = await cluster.query<{ version: string }>(
    'postgres',
    `select split_part(current_setting('server_version'), ' ', 1) as version`
  )
  const chosen = (['full', 'million'] as const).filter((name) => given[name])
  const extras = chosen.length > 0 ? ['--', ...chosen.map((name) => `--${name}`)] : []
  const text = page(rows, {
    ...wish,
    command: ['npm run bench', ...extras].join(' '),
    postgres: server!.version,
    connections: CONNECTIONS,
    rounds: course.rounds,
    seconds: course.seconds,
    minutes: (performance.now() - began) / 60_000,
    load: load!,
  })
  mkdirSync(join(root, 'docs'), { recursive: true })
  writeFileSync(join(root, 'docs', 'benchmarks.md'), text)
  return rows
}
