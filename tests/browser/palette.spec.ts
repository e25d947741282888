import { test } from '@japa/runner'
import axe from 'axe-core'
import { Contact } from '#modules/crm/models/contact'
import { emptyDatabase, PASSWORD, TestTenant } from '#tests/support/tenants'

const base = () => `http://${process.env.HOST}:${process.env.PORT}`

test.group('Command palette', () => {
  test('opens by Ctrl+K, finds while one types, and is used by keyboard', async ({
    assert,
    browser,
  }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const contact = await alpha.run(() => Contact.create({ firstName: 'Nora' }))
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${base()}/login`)
    await page.getByLabel('Email').fill('mia@alpha.test')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${base()}/`)
    await page.keyboard.press('Control+k')
    const input = page.getByRole('combobox', { name: 'Search or jump to' })
    await input.fill('nora')
    await page.getByRole('option', { name: 'Nora' }).waitFor()
    const active = await input.getAttribute('aria-activedescendant')
    assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true')
    assert.include(await page.locator(`#${active}`).innerText(), 'Nora')
    await page.evaluate(axe.source)
    const violations = await page.evaluate(async () => {
      const scope = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await scope.axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
    })
    assert.deepEqual(violations, [])
    await page.keyboard.press('Enter')
    await page.waitForURL(`${base()}/crm/contacts/${contact.id}`)
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: 'Nora' }).waitFor()
    await input.fill('companies')
    await page.getByRole('option', { name: 'Companies' }).first().waitFor()
    await page.keyboard.press('Escape')
    await input.waitFor({ state: 'hidden' })
  })
})
