import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Browser, Page } from 'playwright'
import { Meeting } from '#modules/crm/models/meeting'
import { barriersEverywhere, base, expect, signedIn } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const WEEK = () => `${base()}/crm/meetings?view=calendar&span=week&day=2026-11-18`

test.group('Calendar by the hour in the browser', (group) => {
  let tenant: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    const at = (time: string) => DateTime.fromISO(`2026-11-18T${time}`, { zone: 'utc' })
    await tenant.run(() =>
      Meeting.createMany([
        { name: 'Visit', startsAt: at('10:00'), endsAt: at('11:00') },
        { name: 'Beside', startsAt: at('13:30'), endsAt: at('14:30') },
        { name: 'Fair', startsAt: at('00:00'), endsAt: at('00:00').plus({ days: 2 }) },
      ])
    )
    return emptyDatabase
  })

  async function weekOf(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(WEEK())
    return page
  }

  async function timesOf(name: string): Promise<string[]> {
    const meeting = await tenant.run(() => Meeting.findByOrFail({ name }))
    return [meeting.startsAt, meeting.endsAt].map((at) => at.toUTC().toFormat('dd HH:mm'))
  }

  async function dragBy(page: Page, from: { x: number; y: number }, x: number, y: number) {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + x / 2, from.y + y / 2, { steps: 4 })
    await page.mouse.move(from.x + x, from.y + y, { steps: 4 })
    await page.mouse.up()
  }

  const boxOf = async (page: Page, title: string) =>
    (await page.locator('.block', { hasText: title }).boundingBox())!

  test('opens at the hours of work, and a record is dragged to another hour and day', async ({
    assert,
    browser,
  }) => {
    const page = await weekOf(browser)
    const top = () => page.locator('.hours').evaluate((box) => box.scrollTop)
    await expect.poll(async () => Math.abs((await top()) - 8 * 48)).toBeLessThanOrEqual(60)
    const scrolled = await top()
    const { x, y, width } = await boxOf(page, 'Visit')
    await dragBy(page, { x: x + 20, y: y + 20 }, width, 48 * 1.5)
    await page.getByText('The meeting is at another time.').waitFor()
    assert.deepEqual(await timesOf('Visit'), ['19 11:30', '19 12:30'])
    await expect(page).toHaveURL(WEEK())
    await expect(page.locator('.hours')).toHaveJSProperty('scrollTop', scrolled)
  })

  test('Esc gives a drag up, of a record, of its end and of an empty stretch', async ({
    assert,
    browser,
  }) => {
    const page = await weekOf(browser)
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    const before = await boxOf(page, 'Visit')
    const { x, y, width, height } = before
    const giveUp = async (from: { x: number; y: number }, across: number, down: number) => {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(from.x + across, from.y + down, { steps: 4 })
      const held = await page.locator('.hours').innerHTML()
      await page.keyboard.press('Escape')
      assert.notEqual(await page.locator('.hours').innerHTML(), held)
      await page.mouse.move(from.x + across, from.y + down + 20, { steps: 2 })
      await page.mouse.up()
      assert.deepEqual(await boxOf(page, 'Visit'), before)
    }
    await giveUp({ x: x + 20, y: y + 20 }, width, 72)
    await giveUp({ x: x + 40, y: y + height - 4 }, 0, 36)
    const friday = (await page.locator('[data-date="2026-11-20"]').boundingBox())!
    await giveUp({ x: friday.x + 30, y: friday.y + 9 * 48 + 2 }, 0, 70)
    assert.equal(await page.locator('.slot--new').count(), 0)
    assert.equal(page.url(), WEEK())
    assert.isEmpty(sent)
    await dragBy(page, { x: x + 20, y: y + 20 }, width, 48)
    await page.getByText('The meeting is at another time.').waitFor()
    assert.deepEqual(await timesOf('Visit'), ['19 11:00', '19 12:00'])
  })

  test('the lower edge is dragged to another end', async ({ assert, browser }) => {
    const page = await weekOf(browser)
    const { x, y, height } = await boxOf(page, 'Visit')
    await dragBy(page, { x: x + 40, y: y + height - 4 }, 0, 36)
    await page.getByText('ends at another time').waitFor()
    assert.deepEqual(await timesOf('Visit'), ['18 10:00', '18 11:45'])
  })

  test('a stretch that is dragged over, or an hour that is clicked, becomes a new record', async ({
    browser,
  }) => {
    const page = await weekOf(browser)
    const friday = (await page.locator('[data-date="2026-11-20"]').boundingBox())!
    await dragBy(page, { x: friday.x + 30, y: friday.y + 9 * 48 + 2 }, 0, 70)
    await page.waitForURL(/meetings\/new/)
    await expect(page.getByLabel('Begins')).toHaveValue('2026-11-20T09:00')
    await expect(page.getByLabel('Ends')).toHaveValue('2026-11-20T10:30')
    await page.goBack()
    await page.mouse.click(friday.x + 30, friday.y + 11 * 48 + 20)
    await page.waitForURL(/meetings\/new/)
    await expect(page.getByLabel('Begins')).toHaveValue('2026-11-20T11:00')
    await expect(page.getByLabel('Ends')).toHaveValue('2026-11-20T12:00')
  })

  test('everything is done by keyboard, too', async ({ assert, browser }) => {
    const page = await weekOf(browser)
    const press = async (keys: string, shown: string) => {
      await page.keyboard.press(keys)
      await page.locator(':focus', { hasText: shown }).waitFor()
    }
    await page.locator('.block', { hasText: 'Visit' }).getByRole('link').focus()
    await press('Shift+ArrowDown', '10:15 – 11:15')
    assert.deepEqual(await timesOf('Visit'), ['18 10:15', '18 11:15'])
    await press('Shift+ArrowLeft', '10:15 – 11:15')
    await page.locator('[data-date="2026-11-17"] .block', { hasText: 'Visit' }).waitFor()
    assert.deepEqual(await timesOf('Visit'), ['17 10:15', '17 11:15'])
    await press('Control+Shift+ArrowDown', '10:15 – 11:30')
    assert.deepEqual(await timesOf('Visit'), ['17 10:15', '17 11:30'])
    await page
      .locator('[data-day="2026-11-19"] .event', { hasText: 'Fair' })
      .getByRole('link')
      .focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByText('on another day').waitFor()
    assert.deepEqual(await timesOf('Fair'), ['19 00:00', '21 00:00'])
  })

  test('records are opened and made without JavaScript', async ({ browser }) => {
    const page = await weekOf(browser, { javaScriptEnabled: false })
    await page.locator('.block', { hasText: 'Visit' }).getByRole('link').click()
    await page.waitForURL(/meetings\/[0-9a-f-]{36}/)
    await page.goto(WEEK())
    await page.getByRole('link', { name: 'New on Thursday, 19 November 2026' }).click()
    await expect(page.getByLabel('Begins')).toHaveValue('2026-11-19T09:00')
  })

  test('nobody is kept out, light and dark, wide and narrow', async ({ assert, browser }) => {
    const page = await weekOf(browser)
    for (const span of ['week', 'day']) {
      await page.goto(WEEK().replace('week', span))
      assert.deepEqual(await barriersEverywhere(page), [], span)
    }
  })
})
