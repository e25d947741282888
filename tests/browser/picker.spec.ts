import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Deal } from '#modules/crm/models/deal'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

/** A tenant with one deal, and more companies than a drop-down list holds. */
async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager'])
  const deal = await alpha.run(async () => {
    const names = Array.from({ length: 60 }, (_, index) => ({ name: `Company ${index}` }))
    await Company.createMany(names)
    return Deal.create({ name: 'Ships' })
  })
  const stored = () => alpha.run(() => Deal.query().preload('company').firstOrFail())
  return { address: `${base()}/crm/deals/${deal.id}`, stored }
}

test.group('The picker of a linked record', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.each.setup(async () => {
    things = await house()
  })

  test('makes a record of the name that was typed, by keyboard', async ({ assert, browser }) => {
    const { address, stored } = things
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(address)
    const company = page.locator('#field-company')
    await company.fill('Company 7')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="company"]')!.value
    )
    await expect(page.getByRole('button', { name: 'Create “Company 7”' })).toBeHidden()
    await company.fill('Wharf & Sons')
    await page.getByRole('button', { name: 'Create “Wharf & Sons”' }).waitFor()
    assert.deepEqual(await violations(page), [])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="company"]')!.value
    )
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    assert.equal((await stored()).company?.name, 'Wharf & Sons')
    await page.getByRole('link', { name: 'Open Wharf & Sons' }).waitFor()
  })

  test('opens a new form and comes back with its record, and with what was typed', async ({
    assert,
    browser,
  }) => {
    const { address, stored } = things
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(address)
    assert.isAtMost(await overhang(page), 0)
    await page.locator('#field-name').fill('Boats')
    await page.locator('#field-company').fill('Wharf')
    await page.getByRole('link', { name: 'Create and open: Company' }).click()
    await page.waitForURL('**/crm/companies/new?name=Wharf')
    await page.locator('#field-email').fill('wrong')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is not an e-mail address.').first().waitFor()
    await page.locator('#field-email').fill('post@wharf.test')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(address)
    await expect(page.locator('#field-company')).toHaveValue('Wharf')
    await expect(page.locator('#field-name')).toHaveValue('Boats')
    await page.getByText('2 unsaved changes').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    const deal = await stored()
    assert.equal(deal.name, 'Boats')
    assert.equal(deal.company?.email, 'post@wharf.test')
    await context.close()
  })

  test('offers nothing new to those who may make nothing, and a link without script', async ({
    browser,
  }) => {
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const page = await signedIn(plain, 'mia@alpha.test')
    await page.goto(things.address)
    await page.getByRole('link', { name: 'Create and open: Company' }).click()
    await page.getByRole('heading', { name: 'New company' }).waitFor()
    await page.goto(things.address)
    await expect(page.getByRole('link', { name: 'Create and open: Owner' })).toHaveCount(0)
    await plain.close()
  })
})
