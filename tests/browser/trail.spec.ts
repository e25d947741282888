import { test } from '@japa/runner'
import type { BrowserContext } from 'playwright'
import { Contact } from '#modules/crm/models/contact'
import { emptyDatabase, PASSWORD, TestTenant } from '#tests/support/tenants'

const base = () => `http://${process.env.HOST}:${process.env.PORT}`

async function logIn(context: BrowserContext) {
  const page = await context.newPage()
  await page.goto(`${base()}/login`)
  await page.getByLabel('Email').fill('admin@alpha.test')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${base()}/`)
  return page
}

test.group('From a list to its records', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('admin@alpha.test', ['base.administrator'])
    await alpha.run(() =>
      Contact.createMany(
        ['Ada', 'Bo', 'Cy'].map((firstName) => ({ firstName, status: 'lead' as const }))
      )
    )
  })

  test('and on to the next one, and back to the list as it was', async ({
    assert,
    browserContext,
  }) => {
    const page = await logIn(browserContext)
    await page.goto(`${base()}/crm/contacts?filter=leads&sort=firstName`)
    await page.getByRole('link', { name: 'Ada' }).click()
    const pager = page.locator('[data-trail]')
    await pager.getByText('1 / 3').waitFor()
    assert.equal(await pager.locator('[data-previous]').getAttribute('href'), null)
    await pager.getByRole('link', { name: 'Next record' }).click()
    await page.getByRole('heading', { name: 'Bo', level: 1 }).waitFor()
    await pager.getByText('2 / 3').waitFor()
    await page.locator('.crumbs').getByRole('link', { name: 'Contacts' }).click()
    await page.waitForURL('**/crm/contacts?filter=leads&sort=firstName')
  })

  test('show no way where none is known', async ({ assert, browserContext }) => {
    const page = await logIn(browserContext)
    await page.goto(`${base()}/crm/contacts`)
    const href = await page.getByRole('link', { name: 'Ada' }).getAttribute('href')
    await page.evaluate(() => sessionStorage.clear())
    await page.goto(`${base()}${href}`)
    assert.isFalse(await page.locator('[data-trail]').isVisible())
  })
})
