import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import { viewPreferences } from '#app/models/answer_cache'
import { Contact } from '#modules/crm/models/contact'
import {
  base,
  draggable,
  dragUntil,
  expect,
  overhang,
  signedIn,
  violations,
} from '#tests/support/browser_pages'
import { emptyDatabase, speak, TestTenant } from '#tests/support/tenants'

const wide = { width: 1440, height: 900 }

async function house() {
  await emptyDatabase()
  viewPreferences.clear()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager'])
  await alpha.run(() => Contact.create({ firstName: 'Ada', city: 'York' }))
}

/** The labels of a list's columns. */
const heads = (page: Page) => page.locator('.table thead th:not(.pick)')

/** Waits until the first columns of a list are these. */
const begins = (page: Page, labels: string[]) =>
  expect
    .poll(async () => (await heads(page).allInnerTexts()).slice(0, labels.length))
    .toEqual(labels)

/** Labels of columns that do not stand whole between the edges of theirs. */
const cutHeadings = (page: Page) =>
  heads(page).evaluateAll((cells) =>
    cells.flatMap((cell) => {
      const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode()
      if (!text || getComputedStyle(cell).display === 'none') return []
      const range = document.createRange()
      range.selectNodeContents(text)
      const [label, column] = [range.getBoundingClientRect(), cell.getBoundingClientRect()]
      return label.left < column.left || label.right > column.right - 4 ? [text.nodeValue] : []
    })
  )

/** Opens the menu of the columns. */
async function openMenu(page: Page) {
  await page.locator('summary[aria-label="Columns"]').click()
  await page.getByRole('button', { name: 'Keep for me' }).waitFor()
}

test.group('Columns in the browser', (group) => {
  group.each.setup(house)

  const opened = async (context: BrowserContext) => {
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts`)
    return page
  }

  test('are chosen, dragged and kept in the menu of the list', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    await openMenu(page)
    assert.deepEqual(await violations(page), [])
    await page.getByLabel('E-mail', { exact: true }).uncheck()
    await draggable(page, '.order')
    const status = page.locator('.order li', { hasText: 'Status' })
    const company = page.locator('.order li', { hasText: 'Company' })
    await status.locator('.drag').hover()
    await page.mouse.down()
    const { x, y } = (await company.locator('.drag').boundingBox())!
    await page.mouse.move(x + 4, y + 2, { steps: 8 })
    const above = page.locator('.order li', { hasText: 'Status' }).locator('+ li', {
      hasText: 'Company',
    })
    await dragUntil(page, { x: x + 4, y: y + 2 }, above)
    await page.mouse.up()
    await page.getByRole('button', { name: 'Keep for me' }).click()
    await page.getByText('The list stays as you have arranged it.').waitFor()
    await begins(page, ['Name', 'Status', 'Company', 'Phone'])
    const labels = await heads(page).allInnerTexts()
    await page.goto(`${base()}/crm/contacts`)
    await expect(heads(page)).toHaveText(labels, { useInnerText: true })
    await context.close()
  })

  test('are put in order by keyboard alone', async ({ browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    await page.locator('summary[aria-label="Columns"]').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Keep for me' }).waitFor()
    await page.getByRole('button', { name: 'Move Company down' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(page.locator(':focus')).toHaveAttribute('aria-label', 'Move Company down')
    await page.getByRole('button', { name: 'Keep for me' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The list stays as you have arranged it.').waitFor()
    await begins(page, ['Name', 'E-mail', 'Phone', 'Company'])
    await openMenu(page)
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.getByText('The list is as it was made.').waitFor()
    await begins(page, ['Name', 'Company', 'E-mail'])
    await context.close()
  })

  test('are arranged on a page of their own without script', async ({ assert, browser }) => {
    const context = await browser.newContext({
      viewport: { width: 360, height: 800 },
      javaScriptEnabled: false,
    })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts/columns`)
    assert.equal(await overhang(page), 0)
    await page.getByRole('button', { name: 'Move E-mail up' }).click()
    await expect(page.locator('.order li').first()).toContainText('E-mail')
    await page.getByLabel('Rows on a page').selectOption('20')
    await page.getByRole('button', { name: 'Keep for me' }).click()
    await page.getByText('The list stays as you have arranged it.').waitFor()
    await context.close()
  })

  test('are made wider at their edges, kept so, and given back', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    const column = page.locator('th[data-column="company"]')
    const width = async () => (await column.boundingBox())!.width
    const isWide = (pixels: number) =>
      expect.poll(async () => Math.abs((await width()) - pixels)).toBeLessThanOrEqual(2)
    const edge = async () => {
      const box = (await column.boundingBox())!
      return { x: box.x + box.width - 3, y: box.y + box.height / 2 }
    }
    const natural = await width()
    const saved = () => page.waitForResponse((answer) => answer.url().includes('/columns/company'))
    const { x, y } = await edge()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y)
    await page.mouse.move(x + 120, y)
    const [answer] = await Promise.all([saved(), page.mouse.up()])
    assert.equal(answer.status(), 204)
    await isWide(natural + 120)
    assert.notInclude(page.url(), 'sort')
    await page.reload()
    await isWide(natural + 120)
    assert.equal(await overhang(page), 0)
    await page.setViewportSize({ width: 360, height: 800 })
    assert.equal(await overhang(page), 0)
    await page.setViewportSize(wide)
    const again = await edge()
    await Promise.all([saved(), page.mouse.dblclick(again.x, again.y)])
    await isWide(natural)
    await page.reload()
    await isWide(natural)
    await context.close()
  })

  test('have the widths that they had, where a drag is given up', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    const head = page.locator('.table--fit thead')
    const before = await head.innerHTML()
    const box = (await page.locator('th[data-column="company"]').boundingBox())!
    const [x, y] = [box.x + box.width - 3, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 120, y, { steps: 4 })
    assert.notEqual(await head.innerHTML(), before)
    await page.keyboard.press('Escape')
    await page.mouse.up()
    assert.equal(await head.innerHTML(), before)
    assert.isNull(await page.locator('.table--fit').getAttribute('width'))
    await page.reload()
    assert.equal((await page.locator('th[data-column="company"]').boundingBox())!.width, box.width)
    await context.close()
  })

  test('are made wider by keyboard, with a number', async ({ browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    await page.locator('summary[aria-label="Columns"]').focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Width of Company in pixels').focus()
    await page.keyboard.type('333')
    await page.keyboard.press('Enter')
    await page.getByText('The list stays as you have arranged it.').waitFor()
    const column = page.locator('th[data-column="company"]')
    const beside = async () => Math.abs((await column.boundingBox())!.width - 333)
    await expect.poll(beside).toBeLessThanOrEqual(1)
    await context.close()
  })

  test('are wide enough for their headings in every language', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: wide })
    const page = await opened(context)
    for (const language of ['de', 'ja']) {
      await speak(language, 'mia@alpha.test')
      for (const list of ['contacts', 'deals', 'meetings']) {
        await page.goto(`${base()}/crm/${list}`)
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        assert.deepEqual(await cutHeadings(page), [], `${list}, ${language}`)
      }
    }
    await context.close()
  })
})
