import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Page } from 'playwright'
import { Deal } from '#modules/crm/models/deal'
import { base, expect, signedIn } from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const DAYS = 30
const NOVEMBER = () => `${base()}/crm/deals?view=timeline&span=month&day=2026-11-18`

test.group('Timeline in the browser', (group) => {
  let tenant: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    const on = (day: string) => DateTime.fromISO(day, { zone: 'utc' })
    await makeDeals(tenant, {
      New: [{ name: 'Fair', createdAt: on('2026-11-03'), expectedClose: on('2026-11-10') }],
    })
    return emptyDatabase
  })

  const bar = (page: Page) => page.locator('.block', { hasText: 'Fair' })

  /** Holds the end of the bar so many days later, until it has got there. */
  async function holdEnd(page: Page, days: number) {
    const written = (await bar(page).getAttribute('width'))!
    const { width } = (await page.locator('svg.day').boundingBox())!
    const { x, y } = (await bar(page).locator('.grip').boundingBox())!
    await page.mouse.move(x + 2, y + 4)
    await page.mouse.down()
    await page.mouse.move(x + 2 + (width / DAYS) * days, y + 4, { steps: 8 })
    await expect(bar(page)).not.toHaveAttribute('width', written)
    return written
  }

  test('Esc gives the drag of an end up, and the next one is taken', async ({
    assert,
    browser,
  }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(NOVEMBER())
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    const written = await holdEnd(page, 5)
    await page.keyboard.press('Escape')
    await expect(bar(page)).toHaveAttribute('width', written)
    await page.mouse.up()
    await page.reload()
    await expect(bar(page)).toHaveAttribute('width', written)
    assert.isEmpty(sent)
    await holdEnd(page, 3)
    await page.mouse.up()
    await page.getByText('The deal ends at another time.').waitFor()
    const deal = await tenant.run(() => Deal.findByOrFail({ name: 'Fair' }))
    assert.equal(deal.expectedClose!.toISODate(), '2026-11-13')
    await context.close()
  })
})
