import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import {
  barriersEverywhere,
  base,
  expect,
  signedIn,
  violations,
} from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
  await alpha.user('south@alpha.test', ['base.location_manager'], ['South'])
  await alpha.user('mia@alpha.test', ['base.manager'])
  const contact = await alpha.run(async () => {
    const company = await Company.create({
      name: 'Harbour Works',
      locationId: alpha.location('North'),
    })
    await Contact.createMany(
      Array.from({ length: 10 }, (_, index) => ({
        firstName: 'Person',
        lastName: String(index).padStart(3, '0'),
        email: `person${index}@example.test`,
        locationId: alpha.location('North'),
      }))
    )
    return Contact.create({
      firstName: 'Nora',
      lastName: 'Harbour',
      email: 'nora@example.test',
      companyId: company.id,
      locationId: alpha.location('North'),
    })
  })
  return { alpha, contact }
}

test.group('Contacts in the browser', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.each.setup(async () => {
    things = await house()
  })

  test('are found, edited and hidden from another location', async ({ assert, browser }) => {
    const north = await signedIn(await browser.newContext(), 'north@alpha.test')
    await north.goto(`${base()}/crm/contacts`)
    await north.getByRole('combobox', { name: 'Search Contacts' }).fill('harb')
    await north.keyboard.press('Enter')
    await north.getByRole('link', { name: 'Nora Harbour' }).click()
    await north.getByLabel('Job title').fill('Harbour master')
    await north.getByRole('button', { name: 'Save' }).click()
    await north.getByText('The contact is saved.').waitFor()
    await expect(north.getByLabel('Job title')).toHaveValue('Harbour master')

    const south = await signedIn(await browser.newContext(), 'south@alpha.test')
    const answer = await south.goto(`${base()}/crm/contacts/${things.contact.id}`)
    assert.equal(answer?.status(), 404)
    await south.goto(`${base()}/crm/contacts?q=harbour`)
    await expect(south.getByText('Nora')).toHaveCount(0)
  })

  test('turn pages and sort without loading the whole page', async ({ assert, browser }) => {
    await things.alpha.run(() =>
      Contact.createMany(
        Array.from({ length: 90 }, (_, index) => ({
          firstName: 'Another',
          lastName: String(index),
          locationId: things.alpha.location('North'),
        }))
      )
    )
    const page = await signedIn(await browser.newContext(), 'north@alpha.test')
    await page.goto(`${base()}/crm/contacts`)
    await page.evaluate(() => Object.assign(window, { untouched: true }))
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.getByText('81–101 of 101').waitFor()
    await page.getByRole('link', { name: 'Name', exact: true }).click()
    await page.getByText('1–80 of 101').waitFor()
    assert.isTrue(await page.evaluate(() => 'untouched' in window))
    await page.goBack()
    await page.getByText('81–101 of 101').waitFor()
  })

  test('show the second of two editors both values', async ({ assert, browser }) => {
    const address = `${base()}/crm/contacts/${things.contact.id}`
    const first = await signedIn(await browser.newContext(), 'north@alpha.test')
    const second = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await Promise.all([first.goto(address), second.goto(address)])
    await first.getByLabel('Job title').fill('Buyer')
    await first.getByRole('button', { name: 'Save' }).click()
    await first.getByText('The contact is saved.').waitFor()
    await second.getByLabel('Job title').fill('Director')
    await second.getByLabel('Source').fill('Trade fair')
    await second.getByRole('button', { name: 'Save' }).click()
    await second.getByRole('heading', { name: 'Someone saved this contact before you' }).waitFor()
    assert.deepEqual(await violations(second), [])
    await second.getByRole('radio', { name: 'Director' }).check()
    await second.getByRole('button', { name: 'Save merged contact' }).click()
    await second.getByText('The contact is saved.').waitFor()
    await expect(second.getByLabel('Job title')).toHaveValue('Director')
    await expect(second.getByLabel('Source')).toHaveValue('Trade fair')
  })

  test('can be created, corrected and deleted with JavaScript off', async ({ browser }) => {
    const page = await signedIn(
      await browser.newContext({ javaScriptEnabled: false }),
      'north@alpha.test'
    )
    await page.goto(`${base()}/crm/contacts`)
    await page.getByRole('link', { name: 'New contact' }).click()
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('E-mail').fill('not an address')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is not an e-mail address.').first().waitFor()
    await expect(page.getByLabel('First name')).toHaveValue('Ada')
    await page.getByLabel('E-mail').fill('ada@example.test')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The contact is created.').waitFor()
    await page.locator('summary', { hasText: 'Actions' }).click()
    await page.getByRole('link', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete contact' }).click()
    await page.getByText('The contact is deleted.').waitFor()
    await page.goto(`${base()}/crm/contacts?q=ada`)
    await page.getByText('No contacts match').waitFor()
  })

  test('are accessible and fit a narrow screen, light and dark', async ({ assert, browser }) => {
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    for (const path of [
      '/',
      '/crm/contacts',
      '/crm/contacts/new',
      `/crm/contacts/${things.contact.id}`,
      `/crm/contacts/${things.contact.id}/deletion`,
      '/account/sessions',
      '/crm/contacts?q=nobody',
    ]) {
      await page.goto(base() + path)
      assert.deepEqual(await barriersEverywhere(page), [], path)
    }
  })

  test('run under the content security policy without a complaint', async ({ assert, browser }) => {
    const context = await browser.newContext()
    const complaints: string[] = []
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    context.on('weberror', (error) => complaints.push(String(error.error())))
    const page = await signedIn(context, 'mia@alpha.test')
    for (const path of ['/crm/contacts', `/crm/contacts/${things.contact.id}`, '/crm/companies']) {
      await page.goto(base() + path, { waitUntil: 'networkidle' })
    }
    assert.deepEqual(complaints, [])
  })
})
