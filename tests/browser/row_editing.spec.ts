import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const wide = { width: 1440, height: 900 }
let alpha: TestTenant

async function house() {
  await emptyDatabase()
  alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager'])
  await alpha.run(async () => {
    const locationId = alpha.location('North')
    await Company.create({ name: 'Acme', locationId })
    for (const firstName of ['Ada', 'Bo', 'Cy']) {
      const email = `${firstName.toLowerCase()}@example.test`
      await Contact.create({ firstName, email, locationId })
    }
  })
}

const named = (firstName: string) =>
  alpha.run(() => Contact.query().where('firstName', firstName).firstOrFail())

const rowOf = (page: Page, name: string) => page.locator('tbody tr', { hasText: name })

test.group('Editing in a list, in the browser', (group) => {
  group.each.setup(house)

  const opened = async (context: BrowserContext) => {
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts?sort=name`)
    return page
  }

  test('a double click edits the cell, Tab goes on, Enter saves, undo takes it back', async ({
    assert,
    browser,
  }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    const bo = rowOf(page, 'Bo')
    await bo.getByText('bo@example.test').dblclick()
    await page.locator('#field-email').waitFor()
    await expect(page.locator('#field-email')).toBeFocused()
    assert.deepEqual(await violations(page), [])
    assert.equal(await overhang(page), 0)
    await page.keyboard.type('new@example.test')
    await page.keyboard.press('Tab')
    await expect(page.locator('#field-phone')).toBeFocused()
    await page.locator('#field-status').selectOption('customer')
    await page.keyboard.press('Enter')
    await page.getByText('The contact is saved.').waitFor()
    await expect(page.locator('.editing')).toHaveCount(0)
    await expect(bo).toContainText('new@example.test')
    await expect(bo).toContainText('Customer')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('It is undone.').waitFor()
    assert.equal((await named('Bo')).email, 'bo@example.test')
    await context.close()
  })

  test('leaves the ticked rows ticked', async ({ browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    const box = (name: string) => rowOf(page, name).getByRole('checkbox')
    await box('Ada').check()
    await box('Cy').check()
    await rowOf(page, 'Ada').getByText('ada@example.test').dblclick()
    await page.locator('#field-email').fill('new@example.test')
    await page.keyboard.press('Enter')
    await page.getByText('The contact is saved.').waitFor()
    await expect(box('Ada')).toBeChecked()
    await expect(box('Bo')).not.toBeChecked()
    await expect(box('Cy')).toBeChecked()
    await page.getByText('2 selected').waitFor()
    await context.close()
  })

  test('goes by keyboard alone, from cell to cell and back', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    await rowOf(page, 'Ada').getByRole('link', { name: 'Ada' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.locator('#field-email').waitFor()
    await expect(page.locator('#field-email')).toBeFocused()
    await page.keyboard.type('lost@example.test')
    await page.keyboard.press('Escape')
    await expect(page.locator('.editing')).toHaveCount(0)
    await expect(rowOf(page, 'Bo')).toContainText('bo@example.test')
    await page.keyboard.press('F2')
    await page.locator('#field-email').waitFor()
    await page.keyboard.type('kept@example.test')
    await page.keyboard.press('Enter')
    await page.getByText('The contact is saved.').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F2')
    await page.locator('#field-email').waitFor()
    await expect(page.locator('#field-email')).toHaveValue('cy@example.test')
    assert.equal((await named('Bo')).email, 'kept@example.test')
    await context.close()
  })

  test('a click elsewhere saves what was changed; what is wrong stays with its message', async ({
    assert,
    browser,
  }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    await rowOf(page, 'Ada').getByText('ada@example.test').dblclick()
    await page.locator('#field-phone').fill('12')
    await page.locator('h1').click()
    await page.locator('#field-phone-error').waitFor()
    await expect(page.locator('#field-phone')).toBeFocused()
    await expect(page.locator('#list')).not.toHaveAttribute('aria-busy')
    assert.deepEqual(await violations(page), [])
    await page.locator('#field-phone').fill('+442071234567')
    await page.locator('h1').click()
    await page.getByText('The contact is saved.').waitFor()
    assert.equal((await named('Ada')).phone, '+442071234567')
    await context.close()
  })

  test('the second of two sees both values beside the cell', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    await rowOf(page, 'Cy').getByText('cy@example.test').dblclick()
    await page.locator('#field-email').fill('mine@example.test')
    await alpha.run(async () => {
      const other = await Contact.query().where('firstName', 'Cy').firstOrFail()
      await other.merge({ email: 'theirs@example.test' }).save()
    })
    await page.keyboard.press('Enter')
    await page.getByText('has saved theirs@example.test meanwhile').waitFor()
    await expect(page.locator('#field-email')).toHaveValue('mine@example.test')
    await page.keyboard.press('Enter')
    await page.getByText('The contact is saved.').waitFor()
    assert.equal((await named('Cy')).email, 'mine@example.test')
    await context.close()
  })

  test('a ticked row is edited by its button, as a card at 360 pixels', async ({
    assert,
    browser,
  }) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
    const page = await opened(context)
    await rowOf(page, 'Ada').getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Edit row' }).click()
    await page.locator('#field-email').waitFor()
    assert.equal(await overhang(page), 0)
    await expect(page.locator('label[for="field-email"]')).toBeVisible()
    await page.locator('#field-email').fill('card@example.test')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The contact is saved.').waitFor()
    assert.equal((await named('Ada')).email, 'card@example.test')
    await context.close()
  })
})
