import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { base, signedIn } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('The link of a record', (group) => {
  group.setup(emptyDatabase)

  test('is copied from its Actions menu', async ({ assert, browserContext }) => {
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const ada = await alpha.run(() => Contact.create({ firstName: 'Ada' }))
    await browserContext.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await signedIn(browserContext, 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts/${ada.id}?from=list#tab`)
    await page.getByText('Actions', { exact: true }).click()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('button', { name: 'Link copied' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    assert.equal(copied, `${base()}/crm/contacts/${ada.id}`)
    await page.getByRole('button', { name: 'Copy link' }).waitFor()
  })
})
