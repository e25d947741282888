import type { Steps } from '../launcher/steps.mjs'
import type { Cluster } from './cluster.ts'
import { House } from './house.ts'
import { run, type Sample, type Target } from './load.ts'
import { assetSizes } from './page_assets.ts'
import { measureLifeCycle } from './life_cycle.ts'
import { Pages, type Manager } from './pages.ts'
import { policyCost } from './policy_cost.ts'
import { residentMegabytes } from './processes.ts'
import { figureRow, LIST, pageRow, type Comparison, type Row } from './rows.ts'
import { postSteadily } from './steady.ts'
import { Webhooks } from './webhooks.ts'

/** What all measurements of a run share. */
export interface Course {
  cluster: Cluster
  steps: Steps
  signal: AbortSignal
  /** What has to be done at the end, last first. */
  undo: (() => Promise<void>)[]
  rounds: number
  seconds: number
}

/** Seconds for which a target is asked before it is measured, so that code and caches are warm. */
const WARM_UP = 2

/** Lists, searches, forms and webhooks over many tenants. */
export async function measureHouse(course: Course, house: House): Promise<Row[]> {
  const pages = new Pages(house)
  const webhooks = new Webhooks(house)
  const managers: Manager[] = ['third', 'tenth', 'rare']
  const targets = await course.steps.run('Looking at every page', async () => {
    await webhooks.open()
    return [
      ...(await pages.lists(managers)),
      ...(await pages.searches()),
      ...(await pages.forms()),
      ...webhooks.targets(),
    ]
  })
  const samples = await measure(course, targets)
  await webhooks.assertStored()
  const comparisons = [
    ...(await listComparisons(pages, managers)),
    { target: 'search name', label: 'Search, part of a name', list: { most: 3 } },
    { target: 'search mail', label: 'Search, part of an e-mail address', list: { most: 3 } },
    { target: 'bare form', label: 'Form, bare handler' },
    { target: 'form', label: 'Form', bare: { of: 'bare form', least: 0.25 } },
    { target: 'bare hook', label: 'Webhook, bare handler' },
    { target: 'hook', label: 'Webhook', bare: { of: 'bare hook', least: 0.3 } },
  ]
  const rows = comparisons.map((comparison) => pageRow(samples, comparison))
  const [steady] = await Promise.all([steadyWebhooks(course, webhooks)])
  const { scripts, styles } = await assetSizes(house.url, await pages.listHtml())
  rows.push(
    steady,
    figureRow('Memory of the web process after the run', residentMegabytes(house.pid), 'MB', {
      most: 250,
    }),
    figureRow('JavaScript of the list page, gzipped', scripts, 'KB', { most: 60 }),
    figureRow('CSS of the list page, gzipped', styles, 'KB', { most: 30 })
  )
  rows.push(
    ...(await course.steps.run('Comparing statements with and without policies', () =>
      policyCost(house)
    )),
    ...(await course.steps.run('Installing and removing a module', () => measureLifeCycle(house)))
  )
  return rows
}

/**
 * A million contacts, half of them in one tenant, with the rules of a role on top of locations; and
 * the list of a manager there beside the same list in the house with fewer.
 */
export async function measureMillion(course: Course, fewer: House): Promise<Row[]> {
  const house = await openHouse(course, {
    database: 'bench_million',
    contacts: 1_000_000,
    tenants: 20,
    skew: true,
  })
  const pages = new Pages(house)
  const roles: Manager[] = ['seller', 'tenth', 'rare']
  const targets = await course.steps.run('Looking at every page', async () => {
    const others = await new Pages(fewer).lists(['tenth'])
    const other = { ...others.find(({ name }) => name === 'list tenth')!, name: FEWER }
    return [...(await pages.lists(roles)), other]
  })
  const samples = await measure(course, targets)
  const label = 'List, manager of a location with about a tenth'
  const comparisons: Comparison[] = [
    ...(await listComparisons(pages, roles)).map((comparison) => ({
      ...comparison,
      label: `${comparison.label}, of a million`,
    })),
    { target: FEWER, label: `${label}, of ${fewer.contacts.toLocaleString('en')}` },
    {
      target: 'list tenth',
      label: `${label}, of a million`,
      p95: { of: FEWER, most: 1.5 },
    },
  ]
  await house.close()
  return comparisons.map((comparison) => pageRow(samples, comparison))
}

/** The list of a manager in the house with fewer contacts. */
const FEWER = 'list tenth of fewer'

/** The list in a tenant of half a million, one of whose locations has hardly any contacts. */
export async function measureLargeHouse(course: Course): Promise<Row[]> {
  const contacts = 500_000
  const house = await openHouse(course, { database: 'bench_large', contacts, tenants: 1 })
  const pages = new Pages(house)
  const targets = await course.steps.run('Looking at every page', () => pages.lists(['rare']))
  const samples = await measure(course, targets)
  const comparisons = await listComparisons(pages, ['rare'])
  await house.close()
  return comparisons.map((comparison) =>
    pageRow(samples, { ...comparison, label: `${comparison.label}, of 500,000` })
  )
}

/** A full house with its servers running; it is closed at the end of the run at the latest. */
export async function openHouse(
  course: Course,
  wish: { database: string; contacts: number; tenants: number; skew?: boolean; worker?: boolean }
): Promise<House> {
  const { cluster, steps, signal, undo } = course
  const house = new House(cluster, wish)
  undo.push(() => house.close())
  await house.fill(steps, signal)
  if (wish.tenants === 1) await house.giveEveryContactALocation(steps)
  if (wish.skew) await house.makeSeller()
  await steps.run('Starting the servers', () => house.open())
  signal.throwIfAborted()
  return house
}

/** All targets in turn, round after round. */
async function measure({ cluster, steps, signal, rounds, seconds }: Course, targets: Target[]) {
  const samples = new Map<string, Sample[]>(targets.map(({ name }) => [name, []]))
  await steps.run('Warming up', async () => {
    for (const target of targets) await run(target, WARM_UP, cluster.postmaster)
  })
  for (let round = 1; round <= rounds; round++) {
    await steps.run(`Round ${round} of ${rounds}`, async () => {
      for (const target of targets) {
        signal.throwIfAborted()
        samples.get(target.name)!.push(await run(target, seconds, cluster.postmaster))
      }
    })
  }
  return samples
}

const titles: Record<Manager, string> = {
  third: 'manager',
  tenth: 'manager',
  rare: 'manager',
  seller: 'sales representative, own contacts',
}

async function listComparisons(pages: Pages, managers: Manager[]): Promise<Comparison[]> {
  const comparisons: Comparison[] = [
    { target: 'bare list', label: 'List, bare handler' },
    { target: LIST, label: 'List, administrator', bare: { of: 'bare list', least: 0.3 } },
  ]
  for (const role of managers) {
    const { share } = await pages.locationOf(role)
    comparisons.push({
      target: `list ${role}`,
      label: `List, ${titles[role]} of a location with ${Number((share * 100).toPrecision(2))} %`,
      list: { most: role === 'rare' ? 1.5 : 1.3 },
      bare: { of: 'bare list' },
    })
  }
  return comparisons
}

async function steadyWebhooks({ steps }: Course, webhooks: Webhooks): Promise<Row> {
  const wish = { rate: 200, seconds: 15, status: 204 }
  const { p99, failures } = await steps.run('Sending 200 events a second', () =>
    postSteadily(webhooks.url, wish, () => webhooks.event())
  )
  const row = figureRow('Webhook, p99 at 200 a second without a worker', p99, 'ms', { most: 250 })
  return { ...row, met: row.met && failures === 0 }
}
