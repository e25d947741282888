import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Browser, Locator, Page } from 'playwright'
import { PSEUDO_LOCALE } from '#app/views/pseudo_locale'
import { Contact } from '#modules/crm/models/contact'
import { Meeting } from '#modules/crm/models/meeting'
import {
  barriers,
  base,
  draggable,
  dragUntil,
  expect,
  signedIn,
} from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, speak, TestTenant } from '#tests/support/tenants'

const MIA = 'mia@alpha.test'

test.group('From right to left', (group) => {
  let tenant: TestTenant
  let contactId: string

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user(MIA, ['base.manager'])
    await speak(PSEUDO_LOCALE, MIA)
    await makeDeals(tenant, { New: [{ name: 'Alpha' }], Won: [{ name: 'Zulu' }] })
    const startsAt = DateTime.fromISO('2026-11-18T10:00', { zone: 'utc' })
    await tenant.run(async () => {
      await Meeting.create({ name: 'Visit', startsAt, endsAt: startsAt.plus({ hours: 1 }) })
      const contact = await Contact.create({ firstName: 'Acme Inc.', phone: '+442055500142' })
      contactId = contact.id
    })
    return emptyDatabase
  })

  async function pageOf(browser: Browser, path: string, width = 1440): Promise<Page> {
    const page = await signedIn(
      await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' }),
      MIA
    )
    await page.goto(base() + path)
    return page
  }

  /** Where the middle of a part of a page stands: pixels from its left edge. */
  const middle = async (page: Page, selector: string) => {
    const { x, width } = (await page.locator(selector).first().boundingBox())!
    return x + width / 2
  }

  test('every kind of screen fits, and keeps nobody out', async ({ assert, browser }) => {
    const page = await pageOf(browser, '/crm/contacts')
    const paths = [
      '/crm/contacts',
      `/crm/contacts/${contactId}`,
      ...['kanban', 'calendar', 'timeline', 'graph', 'pivot', 'activity'].map(
        (view) => `/crm/deals?view=${view}`
      ),
      '/crm/meetings?view=calendar&span=week&day=2026-11-18',
      '/dashboards',
    ]
    for (const path of paths) {
      await page.goto(base() + path)
      assert.deepEqual(await barriers(page), [], path)
    }
  })

  test('the menu stands at the right, and what is said first comes first from there', async ({
    assert,
    browser,
  }) => {
    const page = await pageOf(browser, '/crm/deals?view=kanban')
    assert.isAbove(await middle(page, '#menu'), 1300)
    assert.isAbove(
      await middle(page, 'section.col[aria-label="New"]'),
      await middle(page, 'section.col[aria-label="Qualified"]')
    )
    await page.goto(`${base()}/crm/deals`)
    assert.isAbove(await middle(page, 'thead .pick'), await middle(page, 'thead .w-main'))
    await page.locator('.topbar .drop').last().locator('summary').click()
    const menu = (await page.locator('.topbar .pop--right').boundingBox())!
    assert.isAtLeast(menu.x, 0)
  })

  test('texts and numbers of the other direction keep their order', async ({ assert, browser }) => {
    const page = await pageOf(browser, '/crm/contacts')
    const ends = await page.locator('td.main a').evaluate((link) => {
      const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode()!
      const at = (index: number) => {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + 1)
        return range.getBoundingClientRect().left
      }
      return [at(0), at(text.textContent!.length - 1)]
    })
    assert.isBelow(ends[0]!, ends[1]!, 'the full stop stands behind the name')
    await page.goto(`${base()}/crm/contacts/${contactId}`)
    const phone = page.locator('[type="tel"]').first()
    assert.equal(await phone.evaluate((input) => getComputedStyle(input).direction), 'ltr')
  })

  test('the arrow keys go where they point', async ({ assert, browser }) => {
    const page = await pageOf(browser, '/crm/contacts')
    const place = () =>
      page.evaluate(() => (document.activeElement as HTMLTableCellElement).cellIndex)
    await page
      .locator('tbody td')
      .nth(2)
      .evaluate((cell) => {
        cell.tabIndex = -1
        cell.focus()
      })
    await page.keyboard.press('ArrowLeft')
    await expect.poll(place).toBe(3)
    await page.keyboard.press('ArrowRight')
    await expect.poll(place).toBe(2)
    await page.goto(`${base()}/crm/meetings?view=calendar&span=week&day=2026-11-18`)
    assert.isAbove(
      await middle(page, '[data-date="2026-11-18"]'),
      await middle(page, '[data-date="2026-11-19"]')
    )
    await page.locator('.block').getByRole('link').focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.locator('[data-date="2026-11-19"] .block', { hasText: 'Visit' }).waitFor()
  })

  test('a card and a column are dragged the other way', async ({ browser }) => {
    const page = await pageOf(browser, '/crm/deals?view=kanban')
    const names = page.locator('section.col h2')
    const [first, second] = await names.allTextContents()
    const pull = async (from: string, to: string, by: number, there: Locator) => {
      const one = (await page.locator(from).first().boundingBox())!
      const other = (await page.locator(to).boundingBox())!
      await page.mouse.move(one.x + one.width - 10, one.y + one.height - 6)
      await page.mouse.down()
      await page.mouse.move(one.x + one.width - 40, one.y + one.height - 4, { steps: 4 })
      await page.mouse.move(other.x + by, other.y + 10, { steps: 12 })
      await dragUntil(page, { x: other.x + by, y: other.y + 10 }, there)
      await page.mouse.up()
      await page.locator('.toast').waitFor()
    }
    const cards = 'section.col[aria-label="Qualified"] .col__cards'
    await draggable(page, cards)
    await pull('article.card', cards, 60, page.locator(`${cards} .card`, { hasText: 'Alpha' }))
    await expect(page.locator(`${cards} h3 a`)).toHaveText(['Alpha'])
    await page.reload()
    await draggable(page, '.board')
    await pull(
      `section.col[aria-label="${first}"] h2`,
      `section.col[aria-label="${second}"] h2`,
      2,
      page.locator('section.col:first-of-type', { hasText: second })
    )
    await expect(names.nth(0)).toHaveText(second!)
    await expect(names.nth(1)).toHaveText(first!)
  })
})
