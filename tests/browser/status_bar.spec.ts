import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('The head of a record', (group) => {
  let alpha: TestTenant
  let contact: Contact
  let company: Company
  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.run(async () => {
      company = await Company.create({ name: 'Harbour Works' })
      contact = await Contact.create({ firstName: 'Nora', companyId: company.id })
      await Contact.create({ firstName: 'Otto' })
    })
  })

  test('changes its state by keyboard, to folded ones too, and saves it', async ({
    assert,
    browser,
  }) => {
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts/${contact.id}`)
    await page.getByRole('radio', { name: 'Lead' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'Prospect' })).toBeChecked()
    await page.getByText('1 unsaved change').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByText('1 unsaved change').waitFor({ state: 'hidden' })
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('radio', { name: 'Other' })).toBeChecked()
    await page.keyboard.press('Control+s')
    await page.getByText('The contact is saved.').waitFor()
    assert.equal((await alpha.run(() => Contact.findOrFail(contact.id))).status, 'other')
    const ticks = page.locator('.steps label .i')
    for (let index = 0; index < (await ticks.count()); index++) {
      await expect(ticks.nth(index)).toBeHidden()
    }
  })

  test('changes the stage of a deal, one of which is archived or folded', async ({
    assert,
    browser,
  }) => {
    const deal = await alpha.run(async () => {
      const stages = await Stage.createMany([
        { name: 'Waiting', sequence: 1, folded: true },
        { name: 'Tasting', sequence: 2 },
        { name: 'Ancient', sequence: 3, active: false },
      ])
      return Deal.create({ name: 'Ships', stageId: stages[2]!.id })
    })
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/crm/deals/${deal.id}`)
    const steps = page.locator('.steps label')
    const folded = page.locator('.steps .folded')
    assert.equal((await steps.allInnerTexts())[0], 'Tasting')
    assert.includeMembers(await folded.allInnerTexts(), ['Waiting', 'Ancient'])
    await expect(page.getByRole('radio', { name: 'Ancient' })).toBeChecked()
    await steps.getByText('Tasting').click()
    await page.getByText('1 unsaved change').waitFor()
    await page.keyboard.press('Control+s')
    await page.getByText('The deal is saved.').waitFor()
    const stored = await alpha.run(() => Deal.query().preload('stage').firstOrFail())
    assert.equal(stored.stage?.name, 'Tasting')
    await expect(steps.filter({ hasText: 'Ancient' })).toHaveCount(0)
    assert.deepEqual(await violations(page), [])
  })

  test('leads to the records that it counts', async ({ browser }) => {
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/crm/companies/${company.id}`)
    const figure = page.locator('.stats a').first()
    await expect(figure).toHaveText(/1\s*Contacts/)
    await figure.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Nora' }).waitFor()
    await expect(page.getByRole('link', { name: 'Otto' })).toHaveCount(0)
  })

  test('works without script, and on a narrow screen, light and dark', async ({
    assert,
    browser,
  }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 360, height: 800 },
      })
      const page = await signedIn(context, 'mia@alpha.test')
      await page.goto(`${base()}/crm/contacts/${contact.id}`)
      assert.deepEqual(await violations(page), [])
      assert.isAtMost(await overhang(page), 0)
      await context.close()
    }
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const page = await signedIn(plain, 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts/${contact.id}`)
    await page.locator('.steps').getByText('Customer').click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The contact is saved.').waitFor()
    assert.equal((await alpha.run(() => Contact.findOrFail(contact.id))).status, 'customer')

    await page.goto(`${base()}/crm/deals/new`)
    await expect(page.getByRole('radio', { name: 'New' })).toBeChecked()
    await page.locator('.steps').getByText('Proposal').click()
    await page.getByLabel('Title').fill('Ships')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is created.').waitFor()
    const deal = await alpha.run(() => Deal.query().preload('stage').firstOrFail())
    assert.equal(deal.stage?.name, 'Proposal')
    await plain.close()
  })
})
