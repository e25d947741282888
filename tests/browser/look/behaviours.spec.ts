import { test } from '@japa/runner'
import type { Page } from 'playwright'
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

  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

  test('ticks one, a range, all and none, and says how many', async ({ assert, browser }) => {
    const { page, faults } = await open(browser, '/list')
    const boxes = page.locator('tbody .pick input')
    const bar = page.locator('.bulk')
    assert.isFalse(await bar.isVisible())

    await boxes.nth(0).click()
    assert.equal(await bar.locator('strong').textContent(), '1 selected')
    await boxes.nth(2).click({ modifiers: ['Shift'] })
    assert.equal(await bar.locator('strong').textContent(), '3 selected')
    await page.locator('thead .pick input').click()
    assert.equal(await bar.locator('strong').textContent(), '4 selected')
    await boxes.nth(0).click()
    await bar.getByLabel('Clear selection').click()
    assert.isFalse(await bar.isVisible())
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
    assert.equal(await page.locator('.pick :checked').count(), 0)

    await page.goBack()
    await page.locator('.pager', { hasText: '1–4 of 10,000+' }).waitFor()
    assert.deepEqual(faults, [])
    await page.close()
  })

  test('keeps the focus in the search box, and / goes there', async ({ assert, browser }) => {
    const { page } = await open(browser, '/list')
    await page.keyboard.press('/')
    assert.equal(await focused(page), 'search')
    await page.keyboard.type('mori')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/list?sort=name&q=mori')
    await page.waitForFunction(() => !document.querySelector('[aria-busy]'))
    assert.equal(await focused(page), 'search')
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

  test('closes drop-downs by Escape, and by a click elsewhere', async ({ assert, browser }) => {
    const { page } = await open(browser, '/list')
    const filters = page.locator('summary', { hasText: 'Filters' })
    const openOnes = page.locator('details.drop[open]')

    await filters.click()
    assert.equal(await openOnes.count(), 1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    assert.equal(await openOnes.count(), 0)
    assert.isTrue(await filters.evaluate((summary) => summary === document.activeElement))

    await filters.click()
    await page.click('h1')
    assert.equal(await openOnes.count(), 0)
    await page.close()
  })

  test('keeps the theme that was chosen', async ({ assert, browser }) => {
    const { page } = await open(browser, '/list', { colorScheme: 'light' })
    await page.click('[data-theme-switch]')
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
    assert.equal(await theme(), 'dark')
    await page.reload()
    assert.equal(await theme(), 'dark')
    await page.close()
  })

  test('marks and counts what changed, and shows Save only then', async ({ assert, browser }) => {
    const { page, faults } = await open(browser, '/form')
    const save = page.getByRole('button', { name: 'Save' })
    assert.isFalse(await save.isVisible())
    assert.isTrue(await page.getByRole('link', { name: 'New contact' }).isVisible())

    await page.fill('#field-name', 'Hana M.')
    await page.selectOption('#field-terms', 'c')
    await page.uncheck('#field-key')
    await page.locator('.steps label').last().click()
    assert.isTrue(await page.getByText('4 unsaved changes').isVisible())
    assert.isTrue(await save.isVisible())
    assert.equal(await page.locator('.field.changed').count(), 3)

    await page.fill('#field-name', 'Hana Mori')
    await page.selectOption('#field-terms', 'b')
    await page.check('#field-key')
    assert.isTrue(await page.getByText('1 unsaved change', { exact: true }).isVisible())
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

  test('shows one part at a time, and the part that an address leads to', async ({
    assert,
    browser,
  }) => {
    const { page } = await open(browser, '/form')
    assert.isFalse(await page.locator('#field-notes').isVisible())
    await page.getByRole('link', { name: 'Notes' }).click()
    assert.isTrue(await page.locator('#field-notes').isVisible())
    assert.isFalse(await page.locator('#part-people').isVisible())

    await page.goto(`${site.address}/list`)
    await page.goto(`${site.address}/form#field-notes`)
    await page.locator('#field-notes').waitFor()
    await page.close()
  })

  test('finds a related record while one types, and forgets the id of the old one', async ({
    assert,
    browser,
  }) => {
    const { page } = await open(browser, '/form')
    const id = page.locator('input[name="company"]')
    assert.equal(await id.inputValue(), '7')
    await page.fill('#field-company', 'North')
    assert.equal(await id.inputValue(), '')
    await page.locator('datalist option').waitFor({ state: 'attached' })
    await page.fill('#field-company', 'Northlight')
    assert.equal(await id.inputValue(), '8')
    await page.close()
  })

  test('counts what is still to choose, and does not post before', async ({ assert, browser }) => {
    const { page } = await open(browser, '/conflict')
    const left = page.locator('.dialog__state')
    assert.equal(await left.textContent(), '2 fields still to choose')
    await page.getByRole('button', { name: 'Save merged contact' }).click()
    assert.equal(new URL(page.url()).pathname, '/conflict')

    await page.locator('[value="mine"][type="radio"]').first().check()
    assert.equal(await left.textContent(), '1 field still to choose')
    await page.locator('[value="theirs"][type="radio"]').last().check()
    assert.equal(await left.textContent(), '')
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

  test('all fields, parts and Save of a record are there', async ({ assert, browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/form`)
    assert.isTrue(await page.locator('#field-notes').isVisible())
    assert.isTrue(await page.locator('#part-people').isVisible())
    await page.fill('#field-name', 'Hana M.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('saved', { exact: true }).waitFor()
    await page.close()
  })

  test('a list searches, turns pages and offers actions for ticked rows', async ({
    assert,
    browser,
  }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/list`)
    assert.isFalse(await page.locator('.bulk').isVisible())
    await page.locator('tbody .pick input').first().check()
    assert.isTrue(await page.locator('.bulk').isVisible())

    await page.fill('#search', 'mori')
    await page.press('#search', 'Enter')
    await page.waitForURL('**/list?sort=name&q=mori')
    await page.click('#page-next')
    await page.waitForURL('**/list-next')
    await page.close()
  })

  test('tags can be chosen', async ({ assert, browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/form`)
    const gamma = page.getByLabel('Gamma', { exact: true }).and(page.locator('[name="tags[]"]'))
    assert.isFalse(await gamma.isVisible())
    await page.locator('.tagpick summary').click()
    await gamma.check()
    await page.locator('.tagpick summary').click()
    assert.isTrue(await page.locator('.tagpick .tag', { hasText: 'Gamma' }).isVisible())
    assert.isFalse(await page.locator('.tagpick .tag', { hasText: 'Beta' }).isVisible())
    await page.close()
  })
})
