import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Browser, CDPSession, Locator, Page } from 'playwright'
import { Meeting } from '#modules/crm/models/meeting'
import { base, draggable, expect, signedIn } from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

interface Point {
  x: number
  y: number
}

/** Longer than a finger has to rest before it drags, in milliseconds. */
const REST = 600

test.group('Touch', (group) => {
  let tenant: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    const at = (time: string) => DateTime.fromISO(`2026-11-18T${time}`, { zone: 'utc' })
    await makeDeals(tenant, { New: ['Bravo', 'Alpha'].map((name) => ({ name })) })
    await tenant.run(() =>
      Meeting.create({ name: 'Visit', startsAt: at('10:00'), endsAt: at('11:00') })
    )
    return emptyDatabase
  })

  async function opened(browser: Browser, path: string, width: number) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, hasTouch: true })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(base() + path, { waitUntil: 'networkidle' })
    return { page, finger: await context.newCDPSession(page) }
  }

  /**
   * A finger comes down, may rest by the clock of the page, goes by so much in steps, and leaves; where it drags
   * something, only once that shows where it is to go.
   */
  async function swipe(
    page: Page,
    finger: CDPSession,
    { from, by, rest = 0, there }: { from: Point; by: Point; rest?: number; there?: Locator }
  ) {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part = 0) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd' ? [] : [{ x: from.x + by.x * part, y: from.y + by.y * part }],
      })
    const came = touch('touchStart')
    if (rest > 0) {
      await came
      await page.evaluate((pause) => new Promise((over) => setTimeout(over, pause)), rest)
    }
    for (const part of [0.1, 0.25, 0.5, 0.75, 1, 1]) {
      await touch('touchMove', part)
      await page.waitForTimeout(40)
    }
    while (there && (await there.count()) === 0) await touch('touchMove', 1)
    await touch('touchEnd')
  }

  async function startOf(name: string) {
    const { startsAt } = await tenant.run(() => Meeting.findByOrFail({ name }))
    return startsAt.toUTC().toFormat('dd HH:mm')
  }

  const middleOf = async (page: Page, selector: string): Promise<Point> => {
    const { x, y, width, height } = (await page.locator(selector).boundingBox())!
    return { x: x + width / 2, y: y + height / 2 }
  }

  const WEEK = '/crm/meetings?view=calendar&span=week&day=2026-11-18'

  test('a finger that rests on a record moves it to another hour and day', async ({
    assert,
    browser,
  }) => {
    const { page, finger } = await opened(browser, WEEK, 900)
    const { width } = (await page.locator('[data-date="2026-11-18"]').boundingBox())!
    const from = await middleOf(page, '.block')
    await swipe(page, finger, { from, by: { x: width, y: 48 }, rest: REST })
    await page.getByText('The meeting is at another time.').waitFor()
    assert.equal(await startOf('Visit'), '19 11:00')
  })

  test('a finger that goes on at once scrolls, and moves nothing', async ({ assert, browser }) => {
    const { page, finger } = await opened(browser, WEEK, 360)
    const scrolled = () => page.locator('.hours').evaluate((box) => box.scrollTop)
    const before = await scrolled()
    await swipe(page, finger, { from: await middleOf(page, '.block'), by: { x: 0, y: -150 } })
    await expect.poll(scrolled).toBeGreaterThan(before + 50)
    assert.equal(await startOf('Visit'), '18 10:00')
    await expect(page).toHaveURL(base() + WEEK)
  })

  test('a finger that rests on a card takes it to another column', async ({ browser }) => {
    const { page, finger } = await opened(browser, '/crm/deals?view=kanban', 900)
    await draggable(page, '.col__cards')
    const from = await middleOf(page, 'article.card:has-text("Bravo")')
    const to = await middleOf(page, 'section.col[aria-label="Qualified"] .col__cards')
    const by = { x: to.x - from.x, y: to.y - from.y }
    const qualified = page.locator('section.col[aria-label="Qualified"] .card h3 a')
    await swipe(page, finger, { from, by, rest: REST, there: qualified.getByText('Bravo') })
    await page.getByText('The deal is moved.').waitFor()
    await expect(qualified).toHaveText(['Bravo'])
  })
})
