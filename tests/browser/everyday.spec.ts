import { test } from '@japa/runner'
import type { Browser, Locator, Page } from 'playwright'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, reach, signedIn } from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('What one does every day', (group) => {
  let tenant: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    await makeDeals(tenant, { New: [{ name: 'Delta' }] })
    await tenant.run(() => Contact.create({ firstName: 'Bert', lastName: 'Other' }))
    return emptyDatabase
  })

  async function opened(browser: Browser, javaScriptEnabled: boolean) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      javaScriptEnabled,
    })
    return signedIn(context, 'mia@alpha.test')
  }

  async function press(page: Page, control: Locator, key = 'Enter') {
    await reach(page, control)
    await page.keyboard.press(key)
  }

  async function type(page: Page, label: string, text: string) {
    await reach(page, page.getByLabel(label).first())
    await page.keyboard.type(text)
  }

  const dealIn = (page: Page, stage: string) =>
    page.locator(`section.col[aria-label="${stage}"] .card`, { hasText: 'Delta' })

  test('is done by keyboard alone', async ({ assert, browser }) => {
    const page = await opened(browser, true)
    await page.goto(`${base()}/crm/contacts`)
    await press(page, page.getByRole('link', { name: 'New contact' }))
    await page.waitForURL(/contacts\/new/)
    await type(page, 'First name', 'Ada')
    await type(page, 'Last name', 'Quist')
    await page.keyboard.press('Control+s')
    await page.getByText('The contact is created.').waitFor()
    await type(page, 'Job title', 'Buyer')
    await page.keyboard.press('Control+s')
    await page.getByText('The contact is saved.').waitFor()
    await press(page, page.getByRole('link', { name: 'Plan activity' }))
    await type(page, 'Summary', 'Call back')
    await press(page, page.getByRole('button', { name: 'Save' }))
    await page.locator('.thread').getByText('Call back').first().waitFor()

    await page.goto(`${base()}/crm/contacts`)
    await page.keyboard.press('/')
    await page.keyboard.type('Ada')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Bert' }).waitFor({ state: 'detached' })
    await press(page, page.getByRole('checkbox', { name: /^Select Ada/ }), 'Space')
    await press(page, page.getByRole('button', { name: 'Change…' }))
    await press(page, page.getByRole('button', { name: 'Status' }))
    await reach(page, page.locator('#field-status'))
    await page.keyboard.type('Customer')
    await press(page, page.getByRole('button', { name: /^Change \d/ }))
    await page.getByText('1 contact is changed.').waitFor()

    await page.goto(`${base()}/crm/deals?view=kanban`)
    await press(page, page.getByRole('link', { name: 'Move “Delta”' }))
    await page.locator('#move-menu:popover-open').waitFor()
    await press(page, page.locator('#move-menu').getByRole('button', { name: 'Proposal' }))
    await dealIn(page, 'Proposal').waitFor()

    const ada = await tenant.run(() => Contact.findByOrFail({ firstName: 'Ada' }))
    assert.deepInclude(ada.serialize(), {
      lastName: 'Quist',
      jobTitle: 'Buyer',
      status: 'customer',
    })
  })

  test('begins with the cursor where one types first', async ({ browser }) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await opened(browser, javaScriptEnabled)
      await page.goto(`${base()}/crm/contacts`)
      await page.getByRole('link', { name: 'New contact' }).click()
      await expect(page.getByLabel('First name')).toBeFocused()
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.locator('[role="alert"]')).toBeFocused()
      await page.goto(`${base()}/crm/contacts`)
      await page.getByRole('link', { name: 'Bert' }).click()
      await page.getByRole('link', { name: 'Plan activity' }).click()
      await expect(page.getByLabel('Summary')).toBeFocused()
      await page.getByLabel('Due', { exact: true }).fill('')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.locator('[aria-invalid]').first()).toBeFocused()
    }
  })

  test('is done without JavaScript', async ({ assert, browser }) => {
    const page = await opened(browser, false)
    await page.goto(`${base()}/crm/contacts`)
    await page.getByRole('link', { name: 'New contact' }).click()
    await page.getByLabel('First name').fill('Ada')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The contact is created.').waitFor()
    await page.getByLabel('Job title').fill('Buyer')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The contact is saved.').waitFor()

    await page.goto(`${base()}/crm/contacts`)
    await page.locator('#search').fill('ada')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Ada' }).waitFor()
    await expect(page.locator('tbody tr')).toHaveCount(1)

    await page.goto(`${base()}/crm/deals?view=kanban`)
    await page.getByRole('link', { name: 'Move “Delta”' }).click()
    await page.getByRole('button', { name: 'Proposal' }).click()
    await page.getByText('The deal is moved.').waitFor()
    await dealIn(page, 'Proposal').waitFor()
    const ada = await tenant.run(() => Contact.findByOrFail({ firstName: 'Ada' }))
    assert.equal(ada.jobTitle, 'Buyer')
  })
})
