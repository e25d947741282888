import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('Command palette', () => {
  test('opens by Ctrl+K, finds while one types, and is used by keyboard', async ({
    assert,
    browser,
  }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const contact = await alpha.run(() => Contact.create({ firstName: 'Nora' }))
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(base())
    await page.keyboard.press('Control+k')
    const input = page.getByRole('combobox', { name: 'Search or jump to' })
    await input.fill('nora')
    await page.getByRole('option', { name: 'Nora' }).waitFor()
    await expect(input).toHaveAttribute('aria-activedescendant', /./)
    const active = await input.getAttribute('aria-activedescendant')
    await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true')
    await expect(page.locator(`#${active}`)).toContainText('Nora')
    assert.deepEqual(await violations(page), [])
    await page.keyboard.press('Enter')
    await page.waitForURL(`${base()}/crm/contacts/${contact.id}`)
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: 'Nora' }).waitFor()
    await input.fill('companies')
    await page.getByRole('option', { name: 'Companies' }).first().waitFor()
    await page.keyboard.press('Escape')
    await input.waitFor({ state: 'hidden' })
    await page.context().clearCookies()
    await page.keyboard.press('Control+k')
    await input.fill('nora')
    await page.waitForURL(`${base()}/login`)
    await page.context().close()
  })
})
