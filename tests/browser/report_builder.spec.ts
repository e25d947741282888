import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { barriers, base, expect, reach, signedIn } from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const MIA = 'mia@alpha.test'

test.group('Building a report in the browser', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    const tenant = await TestTenant.create('Alpha')
    await tenant.user(MIA, ['base.manager'])
    await tenant.user('sam@alpha.test', ['crm.user'])
    await makeDeals(tenant, {
      New: [
        { name: 'Bench', value: 1_000 },
        { name: 'Lobby', value: 2_500 },
      ],
      Won: [{ name: 'Counter', value: 4_000 }],
    })
    return emptyDatabase
  })

  async function open(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    return signedIn(context, MIA)
  }

  /** Opens a menu above the report and chooses what is in it. */
  async function choose(page: Page, menu: string, link: string) {
    await page.locator('summary', { hasText: menu }).first().click()
    await page.locator('details[open] .pop').getByRole('link', { name: link, exact: true }).click()
  }

  const heads = (page: Page) => page.locator('.pivot thead th')

  for (const javaScriptEnabled of [true, false]) {
    test(`from the menu to a dashboard, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
      browser,
    }) => {
      const name = javaScriptEnabled ? 'Live' : 'Plain'
      const page = await open(browser, { javaScriptEnabled })
      await page.goto(base())
      await page.getByRole('link', { name: 'Reports', exact: true }).click()
      await page.getByRole('link', { name: 'New report' }).click()
      await page.getByRole('link', { name: /^Deals/ }).click()
      await page.goto(`${base()}/reports/new/crm_deals?rows=stage&columns=none&measures=count`)
      await choose(page, 'Measures', 'Value, €')
      await page.waitForURL(/measures=count,sum:value/)
      await expect(heads(page)).toHaveText(['Stage', 'Number of deals', 'Value, €'])
      await choose(page, 'Measures', 'Number of deals')
      await page.waitForURL(/measures=sum:value/)
      await choose(page, 'Options', 'Largest first')
      await page.waitForURL(/order=desc/)
      await page.locator('.pivot tbody tr:nth-child(2)', { hasText: 'Won' }).waitFor()
      await page.getByRole('link', { name: 'Bars' }).click()
      await page.waitForURL(/show=bar/)
      await page.locator('.bars').waitFor()

      const link = page.url()
      await page.goto(link)
      await page.getByRole('link', { name: 'Save report' }).click()
      await page.getByLabel('Name').fill(`${name} values`)
      await page.getByLabel('Everybody').check()
      await page.getByRole('button', { name: 'Save report' }).click()
      await page.getByRole('heading', { name: `${name} values`, level: 1 }).waitFor()
      await page.locator('.bars').waitFor()

      await page.getByRole('link', { name: 'Table', exact: true }).click()
      await page.locator('.pivot').waitFor()
      await page.locator('.pivot tbody tr:nth-child(2) td a').click()
      await page.waitForURL(/\/crm\/deals\?/)
      await expect(page.locator('tbody tr')).toHaveCount(1)

      await page.goto(`${base()}/dashboards`)
      await page.getByRole('button', { name: 'New dashboard' }).click()
      await page.getByLabel('Tile').selectOption({ label: `Report: ${name} values` })
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('link', { name: `${name} values` }).click()
      await page.waitForURL(/\/reports\/[\w-]{36}$/)

      await page.locator('summary', { hasText: 'Save, share or delete' }).click()
      await page.getByRole('button', { name: 'Delete report' }).click()
      await page.getByText(`The report ${name} values is deleted.`).first().waitFor()
    })
  }

  test('by keyboard alone', async ({ browser }) => {
    const page = await open(browser)
    await page.goto(`${base()}/reports/new/crm_deals?rows=stage&columns=none`)
    await page.locator('summary', { hasText: 'Columns' }).focus()
    await page.keyboard.press('Enter')
    await reach(page, page.locator('details[open] .pop a', { hasText: /^Priority$/ }))
    await page.keyboard.press('Enter')
    await page.waitForURL(/columns=priority/)
    await expect(page.locator('#report')).toContainText('Stage, Priority')
  })

  test('keeps nobody out', async ({ assert, browser }) => {
    const page = await open(browser)
    const report = '/reports/new/crm_deals?rows=stage,owner&columns=priority&measures=sum:value'
    for (const path of ['/reports', '/reports/new', report, `${report}&show=bar`]) {
      await page.goto(base() + path)
      await page
        .locator('#list > details')
        .evaluateAll((panels) => panels.forEach((panel) => panel.setAttribute('open', '')))
      assert.deepEqual(await barriers(page), [], path)
    }
  })
})
