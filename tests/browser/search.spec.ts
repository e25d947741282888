import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await signedIn(context, 'mia@alpha.test')
  await page.goto(`${base()}/crm/contacts`)
  return page
}

const chips = (page: Page) => page.locator('.facet')

test.group('The search box in the browser', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.administrator'])
    await alpha.run(async () => {
      const acme = await Company.create({ name: 'Acme' })
      await Contact.create({ firstName: 'Ada', companyId: acme.id, status: 'customer' })
      await Contact.create({ firstName: 'Bo', status: 'lead' })
    })
  })

  test('offers by keyboard what the text may mean', async ({ assert, browser }) => {
    const page = await open(browser)
    const box = page.getByRole('combobox', { name: 'Search Contacts' })
    await page.keyboard.press('/')
    await page.keyboard.type('acm')
    const option = page.getByRole('option', { name: 'Company Acme' })
    await page.getByRole('option', { name: 'Search Contacts acm', exact: true }).waitFor()
    await option.waitFor()
    await expect(box).toHaveAttribute('aria-expanded', 'true')
    assert.deepEqual(await violations(page), [])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(option).toHaveAttribute('aria-selected', 'true')
    await expect(box).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id'))!)
    await page.keyboard.press('Enter')
    await chips(page).waitFor()
    await expect(chips(page)).toHaveText('CompanyAcme')
    await expect(box).toHaveValue('')
    await expect(page).toHaveURL(/domain=/)
    await expect(page.locator('tbody tr')).toHaveCount(1)
    await page.waitForFunction(() => document.activeElement?.id === 'search')

    await page.keyboard.type('cust')
    await page.getByRole('option', { name: 'Status Customer' }).click()
    await page.locator('.facet', { hasText: 'Status' }).waitFor()
    await expect(chips(page)).toHaveCount(2)
    await page.getByRole('link', { name: 'Remove Company Acme' }).click()
    await page.locator('.facet', { hasText: 'Company' }).waitFor({ state: 'detached' })
    await expect(chips(page)).toHaveCount(1)
    await page.context().close()
  })

  test('leads on with its filters to files, paper and other views', async ({ browser }) => {
    const page = await open(browser)
    await page.locator('summary', { hasText: 'Group by' }).click()
    await page.locator('.pop').getByRole('link', { name: 'Status', exact: true }).click()
    await chips(page).waitFor()
    for (const name of ['Export', 'Print', 'Kanban']) {
      const link = page.locator('.head').getByRole('link', { name, exact: true })
      await expect(link, name).toHaveAttribute('href', /group=status/)
    }
    await expect(page.locator('.head')).not.toHaveAttribute('aria-busy')
    await page.context().close()
  })

  test('closes by Escape and keeps the text, and Enter searches', async ({ browser }) => {
    const page = await open(browser)
    await page.keyboard.press('/')
    await page.keyboard.type('ada')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await expect(page.locator('#search')).toHaveValue('ada')
    await page.keyboard.press('Enter')
    await page.waitForURL('**?q=ada')
    await page.context().close()
  })

  test('filters by days, with and without script', async ({ assert, browser }) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(browser, { javaScriptEnabled })
      await page.locator('summary', { hasText: 'Filters' }).click()
      await page.locator('.more summary', { hasText: 'Created' }).click()
      assert.deepEqual(javaScriptEnabled ? await violations(page) : [], [])
      await page.getByLabel('From').fill('2020-01-01')
      await page.getByLabel('Until').fill('2020-01-31')
      await page.getByRole('button', { name: 'Apply' }).click()
      await chips(page).waitFor()
      await expect(chips(page)).toHaveText('Created1 Jan 2020 – 31 Jan 2020')
      await page.waitForURL('**/crm/contacts?domain=*')
      await page.getByText('No contacts match').waitFor()
      await page.context().close()
    }
  })

  test('puts a filter together, with and without script', async ({ assert, browser }) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(browser, { javaScriptEnabled })
      await page.locator('summary', { hasText: 'Filters' }).click()
      await page.getByRole('link', { name: 'Custom filter' }).click()
      await page.waitForURL('**/crm/contacts/filter*')
      await page.route('**/crm/contacts/filter?*', async (route) => {
        await sleep(200)
        await route.continue()
      })
      const first = 'Condition 1: '
      await page.getByLabel(`${first}field`).selectOption({ label: 'Status' })
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Apply filter' }).click()
      await page.getByLabel('Customer').check()
      await page.getByRole('button', { name: 'Add condition' }).click()
      await page.getByLabel('Condition 2: field').selectOption({ label: "Company's name" })
      await page.getByLabel('Condition 2', { exact: true }).fill('acm')
      if (javaScriptEnabled) assert.deepEqual(await violations(page), [])
      await page.getByRole('button', { name: 'Apply filter' }).click()
      await page.waitForURL('**/crm/contacts?domain=*')
      await expect(chips(page)).toHaveText(['StatusCustomer', "Company's namecontains ‘acm’"])
      await expect(page.locator('tbody tr')).toHaveCount(1)
      await page.context().close()
    }
  })

  test('finds the record of a condition while one types', async ({ assert, browser }) => {
    const page = await open(browser, { viewport: { width: 360, height: 800 } })
    await page.goto(`${base()}/crm/contacts/filter`)
    await page.getByLabel('Condition 1: field').selectOption({ label: 'Company' })
    const record = page.locator('[name="text.0.0"]')
    await record.pressSequentially('Acme')
    await page.locator('datalist option[value="Acme"]').waitFor({ state: 'attached' })
    assert.deepEqual(await violations(page), [])
    const beyond = await overhang(page)
    assert.isAtMost(beyond, 0)
    await page.getByRole('button', { name: 'Apply filter' }).click()
    await chips(page).waitFor()
    await expect(chips(page)).toHaveText('CompanyAcme')
    await page.context().close()
  })

  test('keeps a search as a favourite, with and without script', async ({ assert, browser }) => {
    for (const javaScriptEnabled of [true, false]) {
      const viewport = { width: javaScriptEnabled ? 1440 : 360, height: 800 }
      const page = await open(browser, { javaScriptEnabled, viewport })
      const name = javaScriptEnabled ? 'Customers' : 'Leads'
      await page.locator('summary', { hasText: 'Filters' }).click()
      await page.locator('.pop').getByRole('link', { name, exact: true }).click()
      await chips(page).waitFor()
      await page.locator('summary', { hasText: 'Favourites' }).click()
      await page.locator('.pop').getByRole('link', { name: /^Save/ }).click()
      await page.getByLabel('Name').first().fill(`My ${name}`)
      if (javaScriptEnabled) assert.deepEqual(await violations(page), [])
      await page.getByRole('button', { name: 'Save search' }).click()
      await page.getByText(`The search My ${name} is saved.`).waitFor()
      await page.goto(`${base()}/crm/contacts/favourites`)
      if (javaScriptEnabled) assert.deepEqual(await violations(page), [])
      const beyond = await overhang(page)
      assert.isAtMost(beyond, 0)
      await page.getByRole('link', { name: `My ${name}` }).click()
      await chips(page).waitFor()
      await expect(chips(page)).toHaveText(`Show${name}`)
      await page.context().close()
    }
  })

  test('fits a narrow screen while it offers something', async ({ assert, browser }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(browser, { colorScheme, viewport: { width: 360, height: 800 } })
      await page.locator('#search').pressSequentially('a')
      await page.getByRole('option').first().waitFor()
      assert.deepEqual(await violations(page), [])
      const beyond = await overhang(page)
      assert.isAtMost(beyond, 0)
      await page.context().close()
    }
  })
})
