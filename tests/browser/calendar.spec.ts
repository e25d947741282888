import { test } from '@japa/runner'
import type { Browser } from 'playwright'
import {
  barriers,
  base,
  draggable,
  dragUntil,
  expect,
  signedIn,
} from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const CALENDAR = () => `${base()}/crm/deals?view=calendar&day=2026-11-18`

test.group('Calendar in the browser', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const day = '2026-11-18' as never
    await makeDeals(alpha, {
      New: [
        { name: 'A deal with a name that is longer than a day is wide', expectedClose: day },
        { name: 'Short', expectedClose: day, health: 'stuck' },
      ],
    })
    return emptyDatabase
  })

  async function calendarOf(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(CALENDAR())
    return page
  }

  test('a record is dragged to another day and stays there', async ({ browser }) => {
    const page = await calendarOf(browser)
    await draggable(page, '[data-day]')
    const from = await page.locator('.event', { hasText: 'Short' }).boundingBox()
    const to = await page.locator('[data-day="2026-11-20"]').boundingBox()
    await page.mouse.move(from!.x + 20, from!.y + 8)
    await page.mouse.down()
    await page.mouse.move(from!.x + 30, from!.y + 12, { steps: 4 })
    await page.mouse.move(to!.x + 30, to!.y + 16, { steps: 12 })
    const there = page.locator('[data-day="2026-11-20"] .event', { hasText: 'Short' })
    await dragUntil(page, { x: to!.x + 32, y: to!.y + 18 }, there)
    await page.mouse.up()
    await page.getByText('The deal is on another day.').waitFor()
    await page.reload()
    await expect(page.locator('[data-day="2026-11-20"] .event')).toHaveCount(1)
    await expect(page).toHaveURL(CALENDAR())
  })

  test('a record that is let go beyond the page stays where it was', async ({
    assert,
    browser,
  }) => {
    const page = await calendarOf(browser)
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    const day = '[data-day="2026-11-18"]'
    const other = page.locator('[data-day="2026-11-20"]')
    await draggable(page, day)
    const before = await page.locator(day).innerText()
    const from = (await page.locator('.event', { hasText: 'A deal with' }).boundingBox())!
    const to = (await other.boundingBox())!
    await page.mouse.move(from.x + 20, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(from.x + 30, from.y + 12, { steps: 4 })
    await page.mouse.move(to.x + 30, to.y + 16, { steps: 12 })
    await other.getByText('A deal with').waitFor()
    await page.mouse.move(700, 10, { steps: 4 })
    await page.mouse.up()
    await page.locator(`${day} .event:not(.sortable-ghost)`, { hasText: 'A deal with' }).waitFor()
    assert.equal(await page.locator(day).innerText(), before)
    assert.isEmpty(sent)
  })

  test('is gone through without JavaScript', async ({ browser }) => {
    const page = await calendarOf(browser, { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'After' }).click()
    await page.getByRole('heading', { name: 'December 2026' }).waitFor()
    await page.getByRole('link', { name: 'Before' }).click()
    await page.getByRole('link', { name: 'Wednesday, 18 November 2026', exact: true }).click()
    await expect(page.locator('.agenda')).toContainText('longer than a day')
    await page.getByRole('link', { name: 'New on Wednesday, 18 November 2026' }).click()
    await expect(page.getByLabel('Expected close')).toHaveValue('2026-11-18')
  })

  test('nobody is kept out, light and dark, wide and narrow', async ({ assert, browser }) => {
    const page = await calendarOf(browser)
    for (const span of ['month', 'week', 'day']) {
      await page.goto(`${CALENDAR()}&span=${span}`)
      assert.deepEqual(await barriers(page), [], span)
    }
  })
})
