import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { base, signedIn } from '#tests/support/browser_pages'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { until } from '#tests/support/until'

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

  test('of an invitation, and a token, are copied as they were shown', async ({
    assert,
    browserContext,
  }) => {
    const beta = await TestTenant.create('Beta')
    await beta.user('ada@beta.test', ['base.administrator'])
    const { rows } = await asOwner((owner) =>
      owner.query<{ id: string }>(
        `insert into invitations (tenant_id, name, email) values ($1, 'Eve', 'eve@beta.test')
         returning id`,
        [beta.id]
      )
    )
    await browserContext.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await signedIn(browserContext, 'ada@beta.test')
    const copies = async (shown: string) => {
      await page.getByRole('button', { name: 'Copy', exact: true }).click()
      const read = () => page.evaluate(() => navigator.clipboard.readText())
      await until('what is shown to be copied', read, (text) => text === shown)
    }
    await page.goto(`${base()}/base/invitations/${rows[0]!.id}`)
    await page.getByRole('button', { name: 'Make a link' }).click()
    await copies(await page.locator('input#link').inputValue())

    await page.goto(`${base()}/account/tokens`)
    await page.getByLabel('Name').fill('Export')
    await page.getByLabel('All apps, later ones too').selectOption('read')
    await page.getByRole('button', { name: 'Make token' }).click()
    const secret = await page.locator('code.secret').innerText()
    assert.match(secret, /^tat_[\w-]{43}$/)
    await copies(secret)
  })
})
