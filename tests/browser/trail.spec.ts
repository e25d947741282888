import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, signedIn } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('From a list to its records', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('admin@alpha.test', ['base.administrator'])
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.run(() =>
      Contact.createMany(
        ['Ada', 'Bo', 'Cy'].map((firstName) => ({ firstName, status: 'lead' as const }))
      )
    )
  })

  test('and on to the next one, and back to the list as it was', async ({ browserContext }) => {
    const page = await signedIn(browserContext, 'admin@alpha.test')
    await page.goto(`${base()}/crm/contacts?filter=leads&sort=firstName`)
    await page.getByRole('link', { name: 'Ada' }).click()
    const pager = page.locator('[data-trail]')
    await pager.getByText('1 / 3').waitFor()
    await expect(pager.locator('[data-previous]')).not.toHaveAttribute('href')
    await pager.getByRole('link', { name: 'Next record' }).click()
    await page.getByRole('heading', { name: 'Bo', level: 1 }).waitFor()
    await pager.getByText('2 / 3').waitFor()
    await page.locator('.crumbs').getByRole('link', { name: 'Contacts' }).click()
    await page.waitForURL('**/crm/contacts?filter=leads&sort=firstName')
  })

  test('show no way where none is known', async ({ browserContext }) => {
    const page = await signedIn(browserContext, 'admin@alpha.test')
    await page.goto(`${base()}/crm/contacts`)
    const href = await page.getByRole('link', { name: 'Ada' }).getAttribute('href')
    await page.evaluate(() => sessionStorage.clear())
    await page.goto(`${base()}${href}`)
    await expect(page.locator('[data-trail]')).toBeHidden()
  })
  test('stay with the user who opened the list', async ({ browserContext }) => {
    const page = await signedIn(browserContext, 'admin@alpha.test')
    await page.goto(`${base()}/crm/contacts?filter=leads`)
    const href = await page.getByRole('link', { name: 'Ada' }).getAttribute('href')
    await browserContext.clearCookies()
    await signedIn(page, 'mia@alpha.test')
    await page.goto(`${base()}${href}`)
    await expect(page.locator('[data-trail]')).toBeHidden()
    const crumb = page.locator('.crumbs').getByRole('link', { name: 'Contacts' })
    await expect(crumb).toHaveAttribute('href', '/crm/contacts')
  })
})
