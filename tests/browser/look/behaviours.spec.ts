import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { expect } from '#tests/support/browser_pages'
import { conflictSample, formSample, listSample } from './samples.ts'
import { framed, servePages } from './server.ts'

const next = { from: '5', to: '8', total: '10,000+', previousHref: '/list', nextHref: null }

const pages: Record<string, string> = {
  '/list': await framed(listSample()),
  '/list-next': await framed(listSample({ facets: [], pager: next })),
  '/form': await framed(formSample()),
  '/form-new': await framed(formSample({ isNew: true })),
  '/conflict': await framed(conflictSample()),
  '/companies': JSON.stringify([{ id: '8', label: 'Northlight' }]),
  '/save': 'saved',
  '/search': 'found',
}

test.group('Look | behaviours', (group) => {
  let site: Awaited<ReturnType<typeof servePages>>
  group.setup(async () => {
    site = await servePages(pages)
    return () => site.stop()
  })

  async function open(
    browser: { newPage(options?: object): Promise<Page> },
    path: string,
    options: object = {}
  ) {
    const page = await browser.newPage(options)
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(site.address + path)
    if (options && !('javaScriptEnabled' in options)) {
      await page.waitForFunction(() => history.state?.__ajax)
    }
    return { page, faults }
  }

  test('ticks one, a range, all and none, and says how many', async ({ assert, browser }) => {
    const { page, faults } = await open(browser, '/list')
    const boxes = page.locator('tbody .pick input')
    const bar = page.locator('.bulk')
    await expect(bar).toBeHidden()

    await boxes.nth(0).click()
    await expect(bar.locator('strong')).toHaveText('1 selected')
    await boxes.nth(2).click({ modifiers: ['Shift'] })
    await expect(bar.locator('strong')).toHaveText('3 selected')
    await page.locator('thead .pick input').click()
    await expect(bar.locator('strong')).toHaveText('4 selected')
    await boxes.nth(0).click()
    await bar.getByLabel('Clear selection').click()
    await expect(bar).toBeHidden()
    await page.waitForFunction(() => !document.querySelector('thead .pick input:indeterminate'))
    assert.deepEqual(faults, [])
    await page.close()
  })

  test('turns a page without loading all of it, and goes back', async ({ assert, browser }) => {
    const { page, faults } = await open(browser, '/list')
    await page.evaluate(() => Object.assign(window, { stayed: true }))
    await page.locator('tbody .pick input').nth(0).click()
    await page.click('#page-next')
    await page.waitForURL('**/list-next')
    await page.locator('.pager', { hasText: '5–8 of 10,000+' }).waitFor()
    assert.isTrue(await page.evaluate(() => 'stayed' in window))
    await expect(page.locator('.pick :checked')).toHaveCount(0)

    await page.goBack()
    await page.locator('.pager', { hasText: '1–4 of 10,000+' }).waitFor()
    assert.deepEqual(faults, [])
    await page.close()
  })

  test('keeps the focus in the search box, and / goes there', async ({ browser }) => {
    const { page } = await open(browser, '/list')
    await page.keyboard.press('/')
    await expect(page.locator('#search')).toBeFocused()
    await page.keyboard.type('mori')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/list?sort=name&q=mori')
    await page.waitForFunction(() => !document.querySelector('[aria-busy]'))
    await expect(page.locator('#search')).toBeFocused()
    await page.close()
  })

  test('shows the whole answer where it has no list', async ({ browser }) => {
    const { page } = await open(browser, '/list')
    await page.locator('form.facets').evaluate((form) => form.setAttribute('action', '/search'))
    await page.fill('#search', 'x')
    await page.keyboard.press('Enter')
    await page.getByText('found').waitFor()
    await page.close()
  })

  test('closes drop-downs by Escape, and by a click elsewhere', async ({ browser }) => {
    const { page } = await open(browser, '/list')
    const filters = page.locator('summary', { hasText: 'Filters' })
    const openOnes = page.locator('details.drop[open]')

    await filters.click()
    await expect(openOnes).toHaveCount(1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await expect(openOnes).toHaveCount(0)
    await expect(filters).toBeFocused()

    await filters.click()
    await page.click('h1')
    await expect(openOnes).toHaveCount(0)
    await page.close()
  })

  test('keeps the theme that was chosen', async ({ browser }) => {
    const { page } = await open(browser, '/list', { colorScheme: 'light' })
    await page.click('[data-theme-switch]')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.close()
  })

  test('marks and counts what changed, and shows Save only then', async ({ assert, browser }) => {
    const { page, faults } = await open(browser, '/form')
    const save = page.getByRole('button', { name: 'Save' })
    await expect(save).toBeHidden()
    await expect(page.getByRole('link', { name: 'New contact' })).toBeVisible()

    await page.fill('#field-name', 'Hana M.')
    await page.selectOption('#field-terms', 'c')
    await page.uncheck('#field-key')
    await page.locator('.steps label').last().click()
    await expect(page.getByText('4 unsaved changes')).toBeVisible()
    await expect(save).toBeVisible()
    await expect(page.locator('.field.changed')).toHaveCount(3)

    await page.fill('#field-name', 'Hana Mori')
    await page.selectOption('#field-terms', 'b')
    await page.check('#field-key')
    await expect(page.getByText('1 unsaved change', { exact: true })).toBeVisible()
    assert.deepEqual(faults, [])
    await page.close()
  })

  test('warns before a change is left, but not when it is saved', async ({ assert, browser }) => {
    const { page } = await open(browser, '/form')
    const warnings: string[] = []
    page.on('dialog', (dialog) => {
      warnings.push(dialog.type())
      return dialog.accept()
    })

    await page.fill('#field-name', 'Hana M.')
    await page.goto(`${site.address}/list`)
    assert.deepEqual(warnings, ['beforeunload'])

    await page.goto(`${site.address}/form`)
    await page.waitForFunction(() => history.state?.__ajax)
    await page.fill('#field-name', 'Hana M.')
    await page.keyboard.press('Control+s')
    await page.getByText('saved', { exact: true }).waitFor()
    assert.deepEqual(warnings, ['beforeunload'])
    await page.close()
  })

  test('shows one part at a time, and the part that an address leads to', async ({ browser }) => {
    const { page } = await open(browser, '/form')
    await expect(page.locator('#field-notes')).toBeHidden()
    await page.getByRole('link', { name: 'Notes' }).click()
    await expect(page.locator('#field-notes')).toBeVisible()
    await expect(page.locator('#part-people')).toBeHidden()

    await page.goto(`${site.address}/list`)
    await page.goto(`${site.address}/form#field-notes`)
    await page.locator('#field-notes').waitFor()
    await page.close()
  })

  test('finds a related record while one types, and forgets the id of the old one', async ({
    browser,
  }) => {
    const { page } = await open(browser, '/form')
    const id = page.locator('input[name="company"]')
    await expect(id).toHaveValue('7')
    await page.fill('#field-company', 'North')
    await expect(id).toHaveValue('')
    await page.locator('datalist option').waitFor({ state: 'attached' })
    await page.fill('#field-company', 'Northlight')
    await expect(id).toHaveValue('8')
    await page.close()
  })

  test('counts what is still to choose, and does not post before', async ({ assert, browser }) => {
    const { page } = await open(browser, '/conflict')
    const left = page.locator('.dialog__state')
    await expect(left).toHaveText('2 fields still to choose')
    await page.getByRole('button', { name: 'Save merged contact' }).click()
    assert.equal(new URL(page.url()).pathname, '/conflict')

    await page.locator('[value="mine"][type="radio"]').first().check()
    await expect(left).toHaveText('1 field still to choose')
    await page.locator('[value="theirs"][type="radio"]').last().check()
    await expect(left).toHaveText('')
    await page.getByRole('button', { name: 'Save merged contact' }).click()
    await page.getByText('saved', { exact: true }).waitFor()
    await page.close()
  })
})

test.group('Look | without script', (group) => {
  let site: Awaited<ReturnType<typeof servePages>>
  group.setup(async () => {
    site = await servePages(pages)
    return () => site.stop()
  })

  test('all fields, parts and Save of a record are there', async ({ browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/form`)
    await expect(page.locator('#field-notes')).toBeVisible()
    await expect(page.locator('#part-people')).toBeVisible()
    await page.fill('#field-name', 'Hana M.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('saved', { exact: true }).waitFor()
    await page.close()
  })

  test('a list searches, turns pages and offers actions for ticked rows', async ({ browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/list`)
    await expect(page.locator('.bulk')).toBeHidden()
    await page.locator('tbody .pick input').first().check()
    await expect(page.locator('.bulk')).toBeVisible()

    await page.fill('#search', 'mori')
    await page.press('#search', 'Enter')
    await page.waitForURL('**/list?sort=name&q=mori')
    await page.click('#page-next')
    await page.waitForURL('**/list-next')
    await page.close()
  })

  test('tags can be chosen', async ({ browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/form`)
    const gamma = page.getByLabel('Gamma', { exact: true }).and(page.locator('[name="tags[]"]'))
    await expect(gamma).toBeHidden()
    await page.locator('.tagpick summary').click()
    await gamma.check()
    await page.locator('.tagpick summary').click()
    await expect(page.locator('.tagpick .tag', { hasText: 'Gamma' })).toBeVisible()
    await expect(page.locator('.tagpick .tag', { hasText: 'Beta' })).toBeHidden()
    await page.close()
  })
})
