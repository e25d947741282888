import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { base, signedIn } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('Fields that change with others', () => {
  test('are filled while one goes on typing', async ({ assert, browser }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const { ada, deal } = await alpha.run(async () => {
      const acme = await Company.create({ name: 'Acme' })
      return {
        ada: await Contact.create({ firstName: 'Ada', companyId: acme.id }),
        deal: await Deal.create({ name: 'Ships' }),
      }
    })
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/crm/deals/${deal.id}`)
    await page.locator('#field-contact').selectOption(ada.id)
    await page.locator('#field-value').focus()
    await page.keyboard.type('12')
    await page.waitForFunction(
      () => document.querySelector<HTMLSelectElement>('#field-company')!.value
    )
    await page.keyboard.type('50')
    assert.equal(await page.locator('#field-value').inputValue(), '1250')
    assert.equal(await page.locator('#field-company option:checked').textContent(), 'Acme')
    await page.getByText('3 unsaved changes').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    const stored = await alpha.run(() => Deal.query().preload('company').firstOrFail())
    assert.deepEqual([stored.company?.name, stored.value], ['Acme', 1250])
  })
})
