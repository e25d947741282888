import { test } from '@japa/runner'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager', 'base.administrator'])
  const [open] = await alpha.run(() =>
    Stage.createMany([
      { name: 'Talks', outcome: 'open', sequence: 1 },
      { name: 'Gone', outcome: 'lost', sequence: 2 },
    ])
  )
  const deal = await alpha.run(() => Deal.create({ name: 'Ships', stageId: open!.id }))
  return { alpha, deal, address: `${base()}/crm/deals/${deal.id}` }
}

test.group('Conditions of a form in the browser', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.each.setup(async () => {
    things = await house()
  })

  test('show a field while one types, and the focus stays', async ({ assert, browser }) => {
    const { address, alpha, deal } = things
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(address)
    await page.getByRole('link', { name: 'More' }).click()
    const reason = page.getByLabel('Reason for the loss')
    await expect(reason).toBeHidden()
    await page.getByRole('radio', { name: 'Talks' }).focus()
    await page.keyboard.press('ArrowRight')
    await reason.waitFor()
    await expect(page.getByRole('radio', { name: 'Gone' })).toBeFocused()
    await reason.fill('Price')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    assert.equal((await alpha.run(() => Deal.findOrFail(deal.id))).lostReason, 'Price')
    assert.deepEqual(await violations(page), [])
  })

  test('lock what cannot be changed any more, narrow and dark', async ({ assert, browser }) => {
    const context = await browser.newContext({
      colorScheme: 'dark',
      viewport: { width: 360, height: 800 },
    })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/base/custom-fields/new`)
    await expect(page.getByLabel('Options', { exact: true })).toBeHidden()
    await page.locator('#field-label').fill('Tier')
    await page.locator('#field-model').selectOption('crm_contacts')
    await page.getByLabel('Kind').selectOption('selection')
    await page.getByLabel('Options', { exact: true }).fill('gold = Gold')
    await expect(page.getByLabel('Linked records')).toBeHidden()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The custom field is created.').waitFor()
    await expect(page.getByLabel('Kind')).toBeDisabled()
    await expect(page.getByLabel('Options', { exact: true })).toBeVisible()
    assert.deepEqual(await violations(page), [])
    assert.isAtMost(await overhang(page), 0)
    await context.close()
  })

  test('work by saving where there is no script', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(things.address)
    await expect(page.getByLabel('Reason for the loss')).toBeHidden()
    await page.locator('.steps').getByText('Gone').click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    await page.getByLabel('Reason for the loss').fill('Price')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    await expect(page.getByLabel('Reason for the loss')).toHaveValue('Price')
    await context.close()
  })
})
