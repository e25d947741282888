import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager'])
  await alpha.user('tom@alpha.test', ['base.manager'])
  const nora = await alpha.run(() => Contact.create({ firstName: 'Nora' }))
  return { address: `${base()}/crm/contacts/${nora.id}` }
}

const drafts = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length)

test.group('What was typed and not saved', (group) => {
  let address: string
  group.each.setup(async () => {
    address = (await house()).address
  })

  /** Types, and lets the page go as a crash does: nothing is asked and nothing runs. */
  async function typeAndCrash(page: Page) {
    await page.goto(address)
    await page.getByLabel('Job title').fill('Director')
    await page.locator('#field-status, [name="status"]').first().waitFor({ state: 'attached' })
    await page.getByText('Prospect', { exact: true }).click()
    await page.waitForFunction(() =>
      Object.values(localStorage).some((each) => String(each).includes('prospect'))
    )
    await page.close()
  }

  test('is offered after a crash with what it is, put back and saved', async ({
    assert,
    browser,
  }) => {
    const context = await browser.newContext()
    await typeAndCrash(await signedIn(context, 'mia@alpha.test'))
    const page = await context.newPage()
    await page.goto(address)
    await page.getByText(/^Typed here \d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d and not saved/).waitFor()
    await page.getByText('Job title: Director').waitFor()
    await page.getByText('Status: Prospect').waitFor()
    await expect(page.getByLabel('Job title')).toHaveValue('')
    assert.deepEqual(await violations(page), [])
    await page.getByRole('button', { name: 'Restore' }).press('Enter')
    await expect(page.getByLabel('Job title')).toHaveValue('Director')
    await page.getByText('2 unsaved changes').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The contact is saved.').waitFor()
    await expect.poll(() => drafts(page)).toBe(0)
    await expect(page.getByText('and not saved')).toHaveCount(0)
    await context.close()
  })

  test('stays where the server refuses it, and goes when it is given up', async ({ browser }) => {
    const context = await browser.newContext()
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(address)
    await page.getByLabel('E-mail').fill('wrong')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is not an e-mail address.').first().waitFor()
    await expect.poll(() => drafts(page)).toBe(1)
    await page.getByRole('link', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' })
    await expect.poll(() => drafts(page)).toBe(0)
    await context.close()
  })

  test('of a new record is gone once that is saved, at the second attempt too', async ({
    browser,
  }) => {
    const context = await browser.newContext()
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts/new`)
    await page.getByLabel('E-mail').fill('wrong')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is not an e-mail address.').first().waitFor()
    await expect.poll(() => drafts(page)).toBe(1)
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('E-mail').fill('ada@example.test')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The contact is created.').waitFor()
    await expect.poll(() => drafts(page)).toBe(0)
    await context.close()
  })

  test('is nobody else’s, is not kept for ever, and goes with the log-out', async ({ browser }) => {
    const context = await browser.newContext()
    await typeAndCrash(await signedIn(context, 'mia@alpha.test'))
    await context.clearCookies()
    const other = await signedIn(context, 'tom@alpha.test')
    await other.goto(address)
    await expect(other.getByText('and not saved')).toHaveCount(0)
    await expect.poll(() => drafts(other)).toBe(1)
    await other.evaluate(() => {
      const [key, text] = Object.entries(localStorage).find(([each]) => each.startsWith('draft:'))!
      const draft = JSON.parse(String(text)) as { at: number }
      const eightDays = 8 * 24 * 60 * 60 * 1000
      localStorage.setItem(key, JSON.stringify({ ...draft, at: draft.at - eightDays }))
    })
    await other.reload()
    await expect.poll(() => drafts(other)).toBe(0)

    await other.getByLabel('Job title').fill('Buyer')
    await other.waitForFunction(() =>
      Object.keys(localStorage).some((key) => key.includes('draft:'))
    )
    other.on('dialog', (dialog) => void dialog.accept())
    await other.evaluate(() =>
      document.querySelector<HTMLFormElement>('[action="/logout"]')!.requestSubmit()
    )
    await other.waitForURL(`${base()}/login`)
    await expect.poll(() => drafts(other)).toBe(0)
    await context.close()
  })

  test('is asked about before the page is left', async ({ browser }) => {
    const context = await browser.newContext()
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(address)
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await page.getByLabel('Job title').fill('Buyer')
    await page.getByRole('link', { name: 'Companies' }).click()
    await expect.poll(() => asked).toEqual(['beforeunload'])
    await page.waitForTimeout(500)
    await expect(page).toHaveURL(address)
    await expect(page.getByLabel('Job title')).toHaveValue('Buyer')
    await context.close()
  })

  test('is offered on a narrow screen too, light and dark', async ({ assert, browser }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 360, height: 800 },
      })
      await typeAndCrash(await signedIn(context, 'mia@alpha.test'))
      const page = await context.newPage()
      await page.goto(address)
      await page.getByText('and not saved').waitFor()
      assert.deepEqual(await violations(page), [])
      assert.isAtMost(await overhang(page), 0)
      await context.close()
    }
  })
})
