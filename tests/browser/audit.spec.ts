import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

async function logIn(browser: Browser, width: number, colorScheme: 'light' | 'dark') {
  const viewport = { width, height: 900 }
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
    bypassCSP: true,
  })
  return signedIn(context, 'admin@alpha.test')
}

/** What axe finds, and whether the page scrolls sideways. */
async function faults(page: Page): Promise<string[]> {
  const found = await violations(page)
  const beyond = await overhang(page)
  return beyond > 0 ? [...found, `${beyond} pixels wider than the screen`] : found
}

test.group('Browser | audit log', (group) => {
  let contact: Contact
  let acme: Company

  group.each.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    const admin = await alpha.user('admin@alpha.test', ['base.administrator'])
    await alpha.run(async () => {
      acme = await Company.create({ name: 'Consolidated Harbour and Shipping Works of the North' })
      contact = await Contact.create({
        firstName: 'Wilhelmina-Alexandra',
        lastName: 'van Bergen-Henegouwen',
        notes: 'averyveryverylongwordthatnobodywouldbreakbyhand'.repeat(4),
        ownerId: admin.id,
      })
    })
  })

  for (const [name, width, scheme] of [
    ['wide and light', 1440, 'light'],
    ['wide and dark', 1440, 'dark'],
    ['narrow and light', 360, 'light'],
    ['narrow and dark', 360, 'dark'],
  ] as const) {
    test(`is sound and undoes a save from its message, ${name}`, async ({ assert, browser }) => {
      const page = await logIn(browser, width, scheme)
      const form = `${base()}/crm/contacts/${contact.id}`
      const save = async (city: string) => {
        await page.goto(form)
        await page.getByLabel('City').fill(city)
        await page.keyboard.press('Control+s')
        await page.getByRole('button', { name: 'Undo' }).waitFor()
      }
      await save(`Leeds ${name}`)
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('It is undone.').waitFor()
      await expect(page.getByLabel('City')).toHaveValue('')

      await save(`York ${name}`)
      const first = await page.locator('.toast form').getAttribute('action')
      await save(`Bath ${name}`)
      await page.locator('.toast form').evaluate((element, action) => {
        element.setAttribute('action', action!)
      }, first)
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('heading', { name: 'This cannot be undone' }).waitFor()
      assert.deepEqual(await faults(page), [], 'what stands in the way')

      await page.getByRole('link', { name: 'To the entry' }).click()
      await page.waitForURL(/\/base\/audit\//)
      assert.deepEqual(await faults(page), [], 'the entry')
      await page.goto(`${base()}/base/audit?channel=screen`)
      assert.deepEqual(await faults(page), [], 'the list')
      await page.goto(`${base()}/base/audit?channel=job`)
      assert.deepEqual(await faults(page), [], 'the empty list')
      await page.goto(`${form}/history`)
      assert.deepEqual(await faults(page), [], 'the history')
      await page.getByRole('button', { name: 'Undo' }).first().click()
      await page.getByText('It is undone.').waitFor()
      await page.close()
    })
  }

  test('a delete comes back with its company', async ({ browser }) => {
    const page = await logIn(browser, 1440, 'light')
    await page.goto(`${base()}/crm/companies/${acme.id}/deletion`)
    await page.getByRole('button', { name: 'Delete company' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForURL(`${base()}/crm/companies/${acme.id}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Consolidated')
  })
})
