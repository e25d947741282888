import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Browser } from 'playwright'
import { Deal } from '#modules/crm/models/deal'
import { barriersEverywhere, base, expect, signedIn } from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const DEALS = () => `${base()}/crm/deals`
test.group('Reports in the browser', (group) => {
  let tenant: TestTenant

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    const { id } = await tenant.user('mia@alpha.test', ['base.manager'])
    const today = DateTime.utc().startOf('day')
    const [first, last] = ['2026-06-01', '2026-06-20'].map((day) => DateTime.fromISO(day))
    const inJune = { createdAt: first, expectedClose: last as never }
    const deal = (name: string, days: number, value: number) => ({
      name,
      value,
      ownerId: id,
      health: 'risk' as const,
      createdAt: today.minus({ days }),
      expectedClose: today.plus({ days: 20 }) as never,
    })
    await makeDeals(tenant, {
      New: [
        deal('Bench', 10, 1_000),
        deal('Lobby with a name that is rather long', 70, 2_500),
        { ...deal('Quay', 0, 500), ...inJune },
      ],
      Won: [{ ...deal('Counter', 70, 4_000), closedOn: today.minus({ days: 5 }) as never }],
    })
    return emptyDatabase
  })

  async function open(
    browser: Browser,
    path: string,
    options: Parameters<Browser['newContext']>[0] = {}
  ) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(base() + path)
    return page
  }

  test('a graph is drawn otherwise, and a mark leads to its records', async ({ browser }) => {
    const page = await open(browser, '/crm/deals?view=graph')
    await page.getByRole('link', { name: 'Pie' }).click()
    await page.waitForURL(/type=pie/)
    await page.locator('.pie').waitFor()
    await page.goBack()
    await page.locator('.bars').waitFor()
    await page.locator('.bars svg a').first().click()
    await page.waitForURL((url) => url.searchParams.has('domain'))
    await expect(page.locator('tbody tr')).not.toHaveCount(0)
  })

  test('a pivot is divided further, and folded by keyboard', async ({ browser }) => {
    const page = await open(browser, '/crm/deals?view=pivot')
    const rows = () => page.locator('.pivot tbody tr')
    const before = await rows().count()
    await page.getByRole('link', { name: 'Mia Tester' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/fold=/)
    await page.locator('.fold[aria-expanded="false"]').waitFor()
    await expect.poll(() => rows().count()).toBeLessThan(before)
    await page.getByRole('link', { name: 'Exchange rows and columns' }).click()
    await page.waitForURL(/rows=expectedClose/)
    await expect(rows()).not.toHaveCount(0)
  })

  test('the end of a bar is dragged, and moved by keyboard', async ({ assert, browser }) => {
    const page = await open(browser, '/crm/deals?view=timeline&span=year&day=2026-06-10')
    const end = async () => {
      const { expectedClose } = await tenant.run(() => Deal.findByOrFail({ name: 'Quay' }))
      return expectedClose!.toISODate()
    }
    const before = await end()
    const bar = page.locator('.block', { hasText: 'Quay' })
    const grip = (await bar.locator('.grip').boundingBox())!
    await page.mouse.move(grip.x + 3, grip.y + 8)
    await page.mouse.down()
    await page.mouse.move(grip.x - 8, grip.y + 8, { steps: 4 })
    await page.mouse.move(grip.x - 20, grip.y + 8, { steps: 4 })
    await page.mouse.up()
    await page.getByText('ends at another time').waitFor()
    const dragged = await end()
    assert.isBelow(Date.parse(dragged!), Date.parse(before!))
    const next = DateTime.fromISO(dragged!).plus({ days: 1 }).toISODate()
    await bar.getByRole('link').focus()
    await page.keyboard.press('Control+Shift+ArrowRight')
    await page.locator(`.block[data-to="${next}"]`, { hasText: 'Quay' }).waitFor()
    assert.equal(await end(), next)
  })

  test('a share of a cohort leads to its records, without JavaScript', async ({ browser }) => {
    const page = await open(browser, '/crm/deals?view=cohort', { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Retention' }).click()
    await page.locator('.cohort tbody td a').last().click()
    await expect(page.locator('tbody tr')).not.toHaveCount(0)
  })

  test('an activity is planned from the matrix', async ({ browser }) => {
    const page = await open(browser, '/crm/deals?view=activity')
    await page.getByRole('link', { name: 'Plan for Bench: Call' }).click()
    await page.getByLabel('Summary').fill('Ask for the drawing')
    await page.getByRole('button', { name: 'Save activity' }).click()
    await page.waitForURL(`${DEALS()}?view=activity`)
    await page.getByRole('link', { name: /^Call, Bench: Ask for the drawing/ }).waitFor()
    await expect(page.locator('.badge--ok')).toHaveCount(1)
  })

  test('a dashboard is put together without JavaScript, and nobody is kept out', async ({
    assert,
    browser,
  }) => {
    const page = await open(browser, '/dashboards', { javaScriptEnabled: false })
    await page.getByRole('button', { name: 'New dashboard' }).click()
    const tiles = page.locator('.kpi, .dash > *')
    await page.waitForURL(/\/dashboards\/./)
    const before = await tiles.count()
    await page
      .getByRole('button', { name: /^Take .* out$/ })
      .first()
      .click()
    await expect(tiles).toHaveCount(before - 1)
    await page.getByLabel('Tile').selectOption({ index: 0 })
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(tiles).toHaveCount(before)
    const address = page.url().replace(base(), '')
    const seen = await open(browser, address)
    assert.deepEqual(await barriersEverywhere(seen), [])
  })

  test('nobody is kept out, wide and narrow, light and dark', async ({ assert, browser }) => {
    const page = await open(browser, '/')
    for (const view of ['graph', 'pivot', 'timeline', 'cohort', 'activity']) {
      await page.goto(`${DEALS()}?view=${view}`)
      assert.deepEqual(await barriersEverywhere(page), [], view)
    }
  })
})
