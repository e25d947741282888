import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, signedIn } from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

/** How long a page is watched after it is loaded: what Alpine fetches comes within. */
const AFTERWARDS = 400

interface Shift {
  value: number
  sources: { node: Element | null }[]
}

interface Watched {
  shifts: string[]
  observer: PerformanceObserver
}

/** Notes on every page of a context what moves without being asked to. */
async function watch(page: Page) {
  await page.context().addInitScript(() => {
    const shifts: string[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as unknown as Shift[]) {
        const moved = sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? node?.nodeName)
        shifts.push(`${value.toFixed(4)} ${moved.join(' | ')}`)
      }
    })
    observer.observe({ type: 'layout-shift', buffered: true })
    Object.assign(window, { shifts, observer })
  })
}

const shiftsOf = (page: Page) => page.evaluate(() => (window as unknown as Watched).shifts)

/** Forgets what moved while the page was still coming, once all of it is painted, in its own letters. */
async function painted(page: Page) {
  await page.waitForFunction(() => document.readyState !== 'loading')
  await page.evaluate(() => document.fonts.ready.then(() => {}))
  await page.waitForTimeout(AFTERWARDS)
  await page.evaluate(() => {
    const { shifts, observer } = window as unknown as Watched
    observer.takeRecords()
    shifts.splice(0)
  })
}

/** Opens a page, holds its script back until the page is painted, and says what moves from then on. */
async function shiftsWhileStarting(page: Page, path: string): Promise<string[]> {
  let start = () => {}
  const held = new Promise<void>((resolve) => (start = resolve))
  await page.route(/\/assets\/app-[^/]*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  const answer = await page.goto(base() + path, { waitUntil: 'commit' })
  await painted(page)
  start()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(AFTERWARDS)
  await page.unrouteAll()
  return answer!.ok() ? shiftsOf(page) : [`status ${answer!.status()}`]
}

test.group('Layout', (group) => {
  let paths: string[]

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await makeDeals(alpha, {
      New: Array.from({ length: 12 }, (_, at) => ({ name: `Deal ${at}`, value: 1000 * at })),
      Won: [{ name: 'Zulu' }],
    })
    const contact = await alpha.run(async () => {
      await Contact.createMany(
        Array.from({ length: 30 }, (_, at) => ({ firstName: `Person ${at}`, lastName: 'Test' }))
      )
      return Contact.create({ firstName: 'Ada', email: 'ada@alpha.test' })
    })
    paths = [
      '/dashboards',
      '/crm/contacts',
      '/crm/contacts?q=Ada&group_by=status',
      `/crm/contacts/${contact.id}`,
      '/crm/deals?view=kanban',
      '/crm/deals?view=timeline',
      '/crm/meetings?view=calendar&span=week',
      '/crm/companies/new',
    ]
    return emptyDatabase
  })

  async function watched(browser: Browser, width: number) {
    const page = await signedIn(
      await browser.newContext({ viewport: { width, height: 900 } }),
      'mia@alpha.test'
    )
    await watch(page)
    return page
  }

  test('what moves is seen', async ({ browser }) => {
    const page = await watched(browser, 1440)
    await page.goto(`${base()}/crm/contacts`)
    await painted(page)
    await page.evaluate(() => document.querySelector('main')!.prepend(document.createElement('hr')))
    await expect.poll(() => shiftsOf(page)).not.toEqual([])
  })

  for (const width of [1440, 360]) {
    test(`stays as it was painted when scripts start, at ${width} pixels`, async ({
      assert,
      browser,
    }) => {
      const page = await watched(browser, width)
      const found: Record<string, string[]> = {}
      for (const path of paths) {
        const shifts = await shiftsWhileStarting(page, path)
        if (shifts.length > 0) found[path] = shifts
      }
      assert.deepEqual(found, {})
    })
  }
})
