import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, signedIn, violations } from '#tests/support/browser_pages'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { startWorker } from '#tests/support/worker'

let alpha: TestTenant

async function house() {
  await emptyDatabase()
  alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager'])
}

/** Contacts called `Row 001` and so on, written in one statement. */
async function contacts(count: number) {
  await asOwner((owner) =>
    owner.query(
      `insert into crm_contacts (tenant_id, first_name, status)
       select $1, 'Row ' || lpad(n::text, 3, '0'), 'lead' from generate_series(1, $2::int) n`,
      [alpha.id, count]
    )
  )
}

const customers = () =>
  alpha.run(async () => (await Contact.query().where('status', 'customer')).length)

async function opened(browser: Browser, search = '?sort=name') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await signedIn(context, 'mia@alpha.test')
  await page.goto(`${base()}/crm/contacts${search}`)
  return page
}

/** Goes to a control by its words and presses a key there. */
async function press(page: Page, role: 'button' | 'checkbox', name: string | RegExp, key: string) {
  await page.getByRole(role, { name }).focus()
  await page.keyboard.press(key)
}

/** Changes the status of what is chosen to customer, by keyboard alone. */
async function makeCustomers(page: Page) {
  await press(page, 'button', 'Change…', 'Enter')
  await press(page, 'button', 'Status', 'Enter')
  await page.locator('#field-status').focus()
  await page.keyboard.type('Customer')
  await press(page, 'button', /^Change \d/, 'Enter')
}

test.group('Many records in the browser', (group) => {
  group.each.setup(house)

  test('a range is ticked by a click with Shift, and all of a page at once', async ({
    assert,
    browser,
  }) => {
    await contacts(6)
    const page = await opened(browser)
    const boxes = page.locator('tbody .pick input')
    const ticked = page.locator('tbody .pick input:checked')
    await boxes.nth(1).click()
    await boxes.nth(4).click({ modifiers: ['Shift'] })
    await expect(ticked).toHaveCount(4)
    await page.getByText('4 selected').waitFor()
    await boxes.nth(3).click()
    await boxes.nth(1).click({ modifiers: ['Shift'] })
    await expect(ticked).toHaveCount(1)
    await page.getByLabel('Select all rows on this page').check()
    await expect(ticked).toHaveCount(6)
    assert.deepEqual(await violations(page), [])
    await page.getByRole('button', { name: 'Clear selection' }).click()
    await expect(ticked).toHaveCount(0)
    await page.context().close()
  })

  test('ticked ones are changed by keyboard alone, and changed back by undo', async ({
    assert,
    browser,
  }) => {
    await contacts(4)
    const page = await opened(browser)
    await press(page, 'checkbox', /^Select Row 001/, 'Space')
    await press(page, 'checkbox', /^Select Row 003/, 'Space')
    await makeCustomers(page)
    await page.getByText('2 contacts are changed.').waitFor()
    assert.equal(await customers(), 2)
    await press(page, 'button', 'Undo', 'Enter')
    await page.getByText('It is undone.').waitFor()
    assert.equal(await customers(), 0)
    await page.context().close()
  })

  test('everything that matches is changed in the background, with a report', async ({
    assert,
    browser,
  }) => {
    await contacts(520)
    const page = await opened(browser, '?filter=leads&sort=name')
    await press(page, 'checkbox', /^Select Row 001/, 'Space')
    await press(page, 'checkbox', 'Select all 520', 'Space')
    await page.getByText('Everything that matches is selected').waitFor()
    await makeCustomers(page)
    await page.getByText('0 of 520').waitFor()
    assert.deepEqual(await violations(page), [])
    const worker = await startWorker()
    try {
      await page.getByText('520 contacts are done. None was refused.').waitFor()
    } finally {
      await worker.close()
    }
    assert.equal(await customers(), 520)
    await press(page, 'button', 'Undo', 'Enter')
    await page.getByText('It is undone.').waitFor()
    assert.equal(await customers(), 0)
    await page.context().close()
  })
})
