import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('Keyboard', (group) => {
  let page: Page
  let ada: Contact

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    ada = await alpha.run(() => Contact.create({ firstName: 'Ada', city: 'York' }))
  })

  group.each.setup(async ({ context }) => {
    const { browser } = context as unknown as { browser: Browser }
    const visited = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    page = await signedIn(visited, 'mia@alpha.test')
    return () => visited.close()
  })

  const marks = () => page.locator('.hints kbd')
  const hold = async () => {
    await page.keyboard.down('Alt')
    await marks().first().waitFor()
  }
  /** Presses the keys that stand for a control. */
  const pressFor = async (selector: string) => {
    const keys = await page.locator(selector).getAttribute('aria-keyshortcuts')
    for (const key of keys!.split(' ')) {
      await page.keyboard.press(key.replace('Alt+', '').toLowerCase())
    }
  }

  test('letters show what can be pressed while Alt is held', async ({ assert }) => {
    await page.goto(`${base()}/crm/contacts`)
    await hold()
    const letters = await marks().allInnerTexts()
    assert.isAbove(letters.length, 15)
    assert.lengthOf(new Set(letters), letters.length)
    for (const letter of letters) {
      assert.isFalse(letters.some((each) => each !== letter && each.startsWith(letter)))
    }
    assert.notInclude(letters.map((letter) => letter[0]).join(''), 'F')
    const add = page.locator('a[href="/crm/contacts/new"]')
    await expect(add).toHaveAttribute('aria-keyshortcuts', 'Alt+N')
    assert.deepEqual(await violations(page), [])
    assert.equal(await overhang(page), 0)
    await page.keyboard.press('n')
    await page.waitForURL(`${base()}/crm/contacts/new`)
    await page.keyboard.up('Alt')
  })

  test('letters go when Alt is let go, with Esc, and with a key of the browser', async ({}) => {
    await page.goto(`${base()}/crm/contacts`)
    const shortcuts = page.locator('[aria-keyshortcuts^="Alt"]')
    await hold()
    await expect(shortcuts).not.toHaveCount(0)
    await page.keyboard.up('Alt')
    await marks().first().waitFor({ state: 'detached' })
    await expect(shortcuts).toHaveCount(0)
    await hold()
    await page.keyboard.press('Escape')
    await expect(marks()).toHaveCount(0)
    await page.keyboard.up('Alt')
    await hold()
    await page.keyboard.press('d')
    await expect(marks()).toHaveCount(0)
    await page.keyboard.up('Alt')
    await page.keyboard.press('Alt+n')
    await expect(page).toHaveURL(`${base()}/crm/contacts`)
    await expect(page.locator('[data-shortcut="/"]')).toHaveAttribute('aria-keyshortcuts', '/')
  })

  test('letters lead to fields, into menus that open, and type nothing', async () => {
    await page.goto(`${base()}/crm/contacts/${ada.id}`)
    await hold()
    await pressFor('[name="firstName"]')
    await page.keyboard.up('Alt')
    await expect(page.locator('[name="firstName"]')).toBeFocused()
    await expect(page.locator('[name="firstName"]')).toHaveValue('Ada')
    await page.goto(`${base()}/crm/contacts`)
    await hold()
    await pressFor('summary:has-text("Group by")')
    await marks().first().waitFor()
    const item = page.locator('details[open] .pop a', { hasText: 'Status' })
    await expect(item).toHaveAttribute('aria-keyshortcuts', /^Alt\+/)
    const add = page.locator('a[href="/crm/contacts/new"]')
    await expect(add).not.toHaveAttribute('aria-keyshortcuts')
    await pressFor('details[open] .pop a:has-text("Status")')
    await page.waitForURL(/group=status/)
    await page.keyboard.up('Alt')
  })

  test('a question mark shows what the keyboard does', async ({ assert }) => {
    await page.goto(`${base()}/crm/contacts`)
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keyboard' })
    await dialog.getByText('Letters on buttons, while held').waitFor()
    assert.deepEqual(await violations(page), [])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.locator('[data-shortcut="/"]').focus()
    await page.keyboard.type('?')
    await expect(dialog).toHaveCount(0)
  })
})
