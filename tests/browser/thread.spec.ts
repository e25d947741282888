import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('Conversation in the browser', (group) => {
  let href: string

  group.each.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const contact = await alpha.run(() => Contact.create({ firstName: 'Nora' }))
    href = `${base()}/crm/contacts/${contact.id}`
  })

  test('a message is sent while the form keeps what is typed', async ({ assert, browser }) => {
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(href)
    await page.getByLabel('Job title').fill('Harbour master')
    const box = page.getByRole('textbox', { name: 'Write a message' })
    await box.fill('Called, ')
    await box.pressSequentially('@tes')
    await page.locator('#mentions [role=option]', { hasText: 'Mia Tester' }).waitFor()
    assert.deepEqual(await violations(page), [])
    await box.press('Enter')
    await expect(box).toHaveValue('Called, @Mia Tester ')
    await page.getByRole('button', { name: 'Log note' }).click()
    await page.locator('article p', { hasText: 'Called, @Mia Tester' }).waitFor()
    await expect(page.getByLabel('Job title')).toHaveValue('Harbour master')
    await expect(page.getByRole('textbox', { name: 'Write a message' })).toHaveValue('')
    assert.deepEqual(await violations(page), [])
    const message = page.locator('article', { hasText: 'Called' })
    await message.getByText('Change', { exact: true }).click()
    await message.getByRole('textbox').fill('Called twice')
    assert.deepEqual(await violations(page), [])
    await message.getByRole('button', { name: 'Save message' }).click()
    await page.locator('article p', { hasText: 'Called twice' }).waitFor()
    await expect(page.getByLabel('Job title')).toHaveValue('Harbour master')
  })

  test('a name takes the place of all that has been typed of it since it was offered', async ({
    browser,
  }) => {
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(href)
    const box = page.getByRole('textbox', { name: 'Write a message' })
    await box.pressSequentially('Called, @t')
    await page.locator('#mentions [role=option]', { hasText: 'Mia Tester' }).waitFor()
    await page.route(/\?q=te/, (route) => route.abort())
    await box.pressSequentially('es')
    await box.press('Enter')
    await expect(box).toHaveValue('Called, @Mia Tester ')
  })

  test('messages are sent and deleted with JavaScript off, at 360 pixels', async ({
    assert,
    browser,
  }) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 800 },
    })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(href)
    await page.getByRole('textbox', { name: 'Write a message' }).fill('x'.repeat(300))
    await page.getByRole('button', { name: 'Comment' }).click()
    const message = page.locator('article', { hasText: 'xxx' })
    await message.waitFor()
    const { width } = (await page.locator('body').boundingBox())!
    assert.isAtMost(width, 360)
    await message.getByText('Change', { exact: true }).click()
    await message.getByRole('button', { name: 'Delete message' }).click()
    await message.waitFor({ state: 'detached' })
  })
})
