import { test } from '@japa/runner'
import type { Browser, Locator, Page } from 'playwright'
import {
  barriers,
  base,
  draggable,
  dragUntil,
  expect,
  signedIn,
} from '#tests/support/browser_pages'
import { CustomField } from '#modules/base/models/custom_field'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const BOARD = () => `${base()}/crm/deals?view=kanban`

/** Titles of the cards in a column, from the top. */
function cardsIn(page: Page, column: string): Locator {
  return page.locator(`section.col[aria-label="${column}"] .card h3 a`)
}

test.group('Kanban in the browser', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('tim@alpha.test', ['base.team_manager'])
    const locationId = alpha.location('North')
    const common = { value: 12_500, health: 'risk' as const, locationId }
    await makeDeals(alpha, {
      New: ['Delta', 'Charlie', 'Bravo', 'Alpha'].map((name) => ({ ...common, name })),
      Won: [{ ...common, name: 'Zulu' }],
    })
    await alpha.run(() =>
      CustomField.create({
        label: 'Tier',
        model: 'crm_deals',
        kind: 'selection',
        choices: 'silver = Silver\nPure gold',
      })
    )
    return emptyDatabase
  })

  async function boardOf(
    browser: Browser,
    email: string,
    options: Parameters<Browser['newContext']>[0] = {}
  ) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const page = await signedIn(context, email)
    await page.goto(BOARD())
    return page
  }

  /** Holds a card over a column, or over a card of it if so told, until it shows there. */
  async function hold(page: Page, name: string, column: string, onto = '.col__cards') {
    await draggable(page, '.col__cards')
    const into = page.locator(`section.col[aria-label="${column}"]`)
    const card = await page.locator('.card', { hasText: name }).boundingBox()
    const target = await into.locator(onto).boundingBox()
    await page.mouse.move(card!.x + 40, card!.y + card!.height - 8)
    await page.mouse.down()
    await page.mouse.move(card!.x + 60, card!.y + card!.height - 4, { steps: 4 })
    const place = { x: target!.x + 60, y: target!.y + 20 }
    await page.mouse.move(place.x, place.y, { steps: 12 })
    await dragUntil(page, place, into.locator('.card', { hasText: name }))
  }

  async function drag(page: Page, name: string, column: string, onto?: string) {
    await hold(page, name, column, onto)
    await page.mouse.up()
  }

  /** Where a card stands that is not dragged any more. */
  const resting = (page: Page, name: string, column: string) =>
    page.locator(`section.col[aria-label="${column}"] .card:not(.sortable-ghost)`, {
      hasText: name,
    })

  test('a column is dragged by its head, and made without JavaScript', async ({
    assert,
    browser,
  }) => {
    const names = (page: Page) => page.locator('section.col h2')
    const page = await boardOf(browser, 'mia@alpha.test')
    const before = await names(page).allTextContents()
    await draggable(page, '.board')
    const head = page.locator('section.col header h2')
    const from = (await head.nth(0).boundingBox())!
    const to = (await head.nth(1).boundingBox())!
    await page.mouse.move(from.x + 10, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(from.x + 40, from.y + 10, { steps: 4 })
    await page.mouse.move(to.x + 120, to.y + 8, { steps: 12 })
    const first = page.locator('section.col:first-of-type', { hasNotText: before[0] })
    await dragUntil(page, { x: to.x + 120, y: to.y + 8 }, first)
    await page.mouse.up()
    await page.getByText('The stage is moved.').waitFor()
    const dragged = await names(page).allTextContents()
    const place = dragged.indexOf(before[0]!)
    assert.isAbove(place, 0)
    await page.reload()
    await expect(names(page)).toHaveText(dragged)
    const plain = await boardOf(browser, 'mia@alpha.test', { javaScriptEnabled: false })
    await plain.getByText('New stage').click()
    await plain.getByLabel('New stage').fill('Waiting')
    await plain.locator('.col--new').getByRole('button', { name: 'Add' }).click()
    await expect(names(plain).last()).toHaveText('Waiting')
    await plain.getByRole('link', { name: 'Edit Waiting' }).click()
    await plain.getByRole('button', { name: 'Archive column' }).click()
    await expect(names(plain).filter({ hasText: 'Waiting' })).toHaveCount(0)
    const moved = plain.getByRole('link', { name: `Edit ${before[0]}` })
    await moved.click()
    await plain.getByRole('button', { name: 'Move left' }).click()
    await expect(names(plain).nth(place - 1)).toHaveText(before[0]!)
  })

  test('a card is dragged to another column, stays there, and is taken back', async ({
    browser,
  }) => {
    const page = await boardOf(browser, 'mia@alpha.test')
    await drag(page, 'Charlie', 'Qualified')
    await page.getByText('The deal is moved.').waitFor()
    await page.locator('section.col[aria-label="Qualified"] .n', { hasText: '1' }).waitFor()
    await expect(cardsIn(page, 'Qualified')).toHaveText(['Charlie'])
    await expect(cardsIn(page, 'New')).toHaveText(['Alpha', 'Bravo', 'Delta'])
    await page.reload()
    await expect(cardsIn(page, 'Qualified')).toHaveText(['Charlie'])
    await drag(page, 'Charlie', 'New', '.card:nth-of-type(2)')
    await page.getByText('The deal is moved.').waitFor()
    await expect(cardsIn(page, 'New')).toHaveCount(4)
    const moved = await cardsIn(page, 'New').allTextContents()
    await page.reload()
    await expect(cardsIn(page, 'New')).toHaveText(moved)
    await expect(page).toHaveURL(BOARD())
  })

  test('a card that is let go beyond the page stays where it was', async ({ assert, browser }) => {
    const page = await boardOf(browser, 'mia@alpha.test')
    const before = await cardsIn(page, 'New').allTextContents()
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    await hold(page, before[1]!, 'Won')
    const end = (await page.locator('body > header').boundingBox())!
    await page.mouse.move(end.x + 40, end.y + 20, { steps: 6 })
    await page.mouse.up()
    await resting(page, before[1]!, 'New').waitFor()
    await expect(cardsIn(page, 'New')).toHaveText(before)
    await page.reload()
    await expect(cardsIn(page, 'New')).toHaveText(before)
    assert.isEmpty(sent)
    await page.context().close()
  })

  test('Esc gives the drag of a card up, and the next one is taken', async ({
    assert,
    browser,
  }) => {
    const page = await boardOf(browser, 'mia@alpha.test')
    const before = await cardsIn(page, 'New').allTextContents()
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    await hold(page, before[1]!, 'Won')
    await page.keyboard.press('Escape')
    await resting(page, before[1]!, 'New').waitFor()
    await expect(cardsIn(page, 'New')).toHaveText(before)
    await page.mouse.up()
    await page.reload()
    await expect(cardsIn(page, 'New')).toHaveText(before)
    assert.isEmpty(sent)
    await drag(page, before[1]!, 'Won')
    await page.getByText('The deal is moved.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('It is undone.').waitFor()
    await page.context().close()
  })

  test('a card that may not be moved goes back, with the reason', async ({ browser }) => {
    const page = await boardOf(browser, 'tim@alpha.test')
    const before = await cardsIn(page, 'New').allTextContents()
    await drag(page, 'Bravo', 'Proposal')
    await page.getByText('You may not move this deal.').waitFor()
    await expect(cardsIn(page, 'New')).toHaveText(before)
    await expect(cardsIn(page, 'Proposal')).toHaveCount(0)
  })

  test('a card is moved by keyboard, and keeps the focus', async ({ browser }) => {
    const page = await boardOf(browser, 'mia@alpha.test')
    await page.getByRole('link', { name: 'Move “Delta”' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('#move-menu:popover-open').waitFor()
    const focused = page.locator(':focus')
    await expect(focused).toHaveText('Qualified')
    await page.keyboard.press('Escape')
    await expect(focused).toHaveAttribute('aria-label', /Delta/)
    await page.keyboard.press('Enter')
    await page.locator('#move-menu:popover-open').waitFor()
    await page.keyboard.press('Tab')
    await expect(focused).toHaveText('Proposal')
    await page.keyboard.press('Enter')
    await page.getByText('The deal is moved.').waitFor()
    await expect(cardsIn(page, 'Proposal')).toHaveText(['Delta'])
    await expect(focused).toHaveAttribute('aria-label', /Delta/)
    await page.keyboard.press('Enter')
    await page.locator('#move-menu').getByRole('button', { name: 'New' }).press('Enter')
    await page.locator('section.col[aria-label="New"] .card', { hasText: 'Delta' }).waitFor()
  })

  test('columns are chosen in the menu, of a custom field, too, and take cards', async ({
    assert,
    browser,
  }) => {
    const page = await boardOf(browser, 'mia@alpha.test')
    await page.getByText('Group by', { exact: true }).click()
    await page.getByRole('link', { name: 'Tier', exact: true }).click()
    await cardsIn(page, 'No tier').filter({ hasText: 'Alpha' }).waitFor()
    await expect(page).toHaveURL(`${BOARD()}&group=x_tier`)
    await drag(page, 'Alpha', 'Pure gold')
    await page.getByText('The deal is moved.').waitFor()
    await expect(cardsIn(page, 'Pure gold')).toHaveText(['Alpha'])
    await page.getByRole('link', { name: 'Move “Alpha”' }).press('Enter')
    await page.locator('#move-menu').getByRole('button', { name: 'Silver' }).press('Enter')
    await expect(cardsIn(page, 'Silver')).toHaveText(['Alpha'])
    await page.reload()
    await expect(cardsIn(page, 'Silver')).toHaveText(['Alpha'])
    assert.deepEqual(await barriers(page), [])
    await page.context().close()
  })

  test('without JavaScript a card is moved on a page of its own', async ({ browser }) => {
    const page = await boardOf(browser, 'mia@alpha.test', { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Move “Zulu”' }).click()
    await page.getByRole('button', { name: 'Negotiation' }).click()
    await page.getByText('The deal is moved.').waitFor()
    await expect(cardsIn(page, 'Negotiation')).toHaveText(['Zulu'])
  })

  test('nobody is kept out, light and dark, wide and narrow', async ({ assert, browser }) => {
    const page = await boardOf(browser, 'mia@alpha.test')
    assert.deepEqual(await barriers(page), [], 'the board')
    await page.getByRole('link', { name: 'Move “Alpha”' }).click()
    await page.locator('#move-menu:popover-open').waitFor()
    assert.deepEqual(await barriers(page), [], 'the menu of a card')
  })
})
