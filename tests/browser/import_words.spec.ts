import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { barriersEverywhere, base, signedIn } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { withWorker } from '#tests/support/worker'

const FILE =
  'First name,Status,Company\nAda,Cust.,ACME Inc\nBo,Cust.,Wharf\nCy,Prosp,ACME Inc\nDi,lead,Nobody\n'

test.group('Words of a file that nothing answers to', (group) => {
  let tenant: TestTenant
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.run(async () => {
      const names = Array.from({ length: 60 }, (_, index) => ({ name: `Company ${index}` }))
      await Company.createMany([...names, { name: 'Wharf & Sons' }])
    })
    return emptyDatabase
  })

  test('are given a meaning by keyboard, wide and narrow, light and dark, and come in', async ({
    assert,
    browser,
  }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts/import`)
    await page.locator('#file').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(FILE),
    })
    await page.getByRole('button', { name: 'Upload file' }).click()
    await page.locator('#key').selectOption('')
    await page.getByRole('button', { name: 'Test import' }).click()
    await page.getByRole('heading', { name: 'Words that nothing answers to' }).waitFor()

    await page.getByLabel('“Cust.” means').selectOption({ label: 'Customer' })
    await page.getByLabel('“Prosp” means').selectOption({ label: 'Leave the field empty' })
    await page.getByLabel('“ACME Inc” means', { exact: true }).selectOption({ label: 'Create it' })
    const wharf = page.getByLabel('Name of the record that “Wharf” means')
    await wharf.focus()
    await page.keyboard.type('Wharf & S')
    await page.waitForFunction(() => {
      const option = document.querySelector('datalist option[value="Wharf & Sons"]')
      return option !== null
    })
    await page.keyboard.type('ons')
    assert.deepEqual(await barriersEverywhere(page), [])
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'Test again' }).click()
    await page.getByText('companies: 1.').waitFor()
    assert.equal(await wharf.inputValue(), 'Wharf & Sons')
    await page.getByRole('button', { name: 'Import 3 rows' }).click()
    await page.getByRole('button', { name: 'Undo import' }).waitFor()
    await page.getByText('Company: “Nobody” is not there.').waitFor()
    const people = await tenant.run(() => Contact.query().preload('company').orderBy('firstName'))
    assert.deepEqual(
      people.map(({ firstName, status, company }) => [firstName, status, company?.name]),
      [
        ['Ada', 'customer', 'ACME Inc'],
        ['Bo', 'customer', 'Wharf & Sons'],
        ['Cy', 'lead', 'ACME Inc'],
      ]
    )
    await context.close()
  })
})
