import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { Stage } from '#modules/crm/models/stage'
import {
  base,
  draggable,
  dragUntil,
  expect,
  overhang,
  signedIn,
  violations,
} from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

let alpha: TestTenant

async function house() {
  await emptyDatabase()
  alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager'])
  await alpha.run(async () => {
    await Stage.query().delete()
    for (const [index, name] of ['First', 'Second', 'Third'].entries()) {
      await Stage.create({ name, sequence: (index + 1) * 10 })
    }
  })
}

const names = (page: Page) => page.locator('tbody .main a')

/** Holds a row by its handle over the first one until it stands there. */
async function holdOnTop(page: Page, name: string) {
  await draggable(page, 'tbody')
  const grip = (row: string) => page.locator('tbody tr', { hasText: row }).locator('.drag')
  await grip(name).hover()
  await page.mouse.down()
  const { x, y } = (await grip('First').boundingBox())!
  await page.mouse.move(x + 8, y + 8, { steps: 12 })
  const first = page.locator('tbody tr:first-child', { hasText: name })
  await dragUntil(page, { x: x + 8, y: y - 4 }, first)
}

test.group('A list in an order of its own, in the browser', (group) => {
  group.each.setup(house)

  test('rows are dragged by their handle, and put back by undo', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/stages`)
    assert.deepEqual(await violations(page), [])
    await holdOnTop(page, 'Third')
    await page.mouse.up()
    await page.getByText('The stage is moved.').waitFor()
    await expect(names(page)).toHaveText(['Third', 'First', 'Second'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('It is undone.').waitFor()
    await page.goto(`${base()}/crm/stages`)
    await expect(names(page)).toHaveText(['First', 'Second', 'Third'])
    await context.close()
  })

  test('Esc gives the drag of a row up, and the next one is taken', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/stages`)
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    await holdOnTop(page, 'Third')
    await page.keyboard.press('Escape')
    await expect(page.locator('.sortable-ghost')).toHaveCount(0)
    await expect(names(page)).toHaveText(['First', 'Second', 'Third'])
    await page.mouse.up()
    await page.reload()
    await expect(names(page)).toHaveText(['First', 'Second', 'Third'])
    assert.isEmpty(sent)
    await holdOnTop(page, 'Second')
    await page.mouse.up()
    await page.getByText('The stage is moved.').waitFor()
    await expect(names(page)).toHaveText(['Second', 'First', 'Third'])
    await context.close()
  })

  test('rows move by keyboard, and the focus goes with them', async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/stages`)
    await page.getByRole('button', { name: 'Move First down' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The stage is moved.').waitFor()
    await expect(names(page)).toHaveText(['Second', 'First', 'Third'])
    await expect(page.locator(':focus')).toHaveAttribute('aria-label', 'Move First down')
    await context.close()
  })

  test('rows move without script', async ({ assert, browser }) => {
    const context = await browser.newContext({
      viewport: { width: 1024, height: 800 },
      javaScriptEnabled: false,
    })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/stages`)
    assert.equal(await overhang(page), 0)
    await page.getByRole('button', { name: 'Move Third up' }).click()
    await page.getByText('The stage is moved.').waitFor()
    await expect(names(page)).toHaveText(['First', 'Third', 'Second'])
    await context.close()
  })
})
