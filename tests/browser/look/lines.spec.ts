import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { lineInput } from '#app/views/form/line_controls'
import { renderLinesEditor } from '#app/views/form/lines_editor'
import { draggable, dragUntil, expect, violations } from '#tests/support/browser_pages'
import { t } from '../../look/texts.ts'
import { formSample } from './samples.ts'
import { framed, servePages } from './server.ts'

const steps = ['Call', 'Offer', 'Close']

const cell = (name: string, value: string, spoken: string) =>
  lineInput(
    {
      ...{ name, value, spoken, label: spoken, help: null, error: null },
      ...{ required: false, readonly: false, unsaved: false },
    },
    { type: 'text' }
  )

const line = (id: string, number: number, name: string, place: string) => ({
  key: `steps.${id}`,
  number,
  open: null,
  cells: [cell(`steps.${id}.name`, name, `Name, line ${number}`)],
  place: cell(`steps.${id}.sequence`, place, `Order, line ${number}`),
  canRemove: true,
  isRemoved: false,
  unsaved: false,
})

const editor = renderLinesEditor(
  {
    name: 'steps',
    label: 'Steps',
    columns: [{ label: 'Name', align: 'left', required: true }],
    isOrdered: true,
    canAdd: true,
    rows: [
      ...steps.map((name, index) => line(String(index), index + 1, name, String(index * 10))),
      line('new1', 4, '', '30'),
    ],
    removeLabel: 'Delete',
    more: null,
  },
  t
)

test.group('Look | lines with an order', (group) => {
  let site: Awaited<ReturnType<typeof servePages>>
  group.setup(async () => {
    const tabs = [{ name: 'steps', label: 'Steps', count: '3', html: editor }]
    site = await servePages({ '/form': await framed(formSample({ tabs })) })
    return () => site.stop()
  })

  const named = (page: Page) =>
    page.locator('input[name$=".name"]').evaluateAll((inputs) =>
      inputs.map((input) => {
        const { name, value } = input as HTMLInputElement
        const place = document.querySelector<HTMLInputElement>(
          `[name="${name.replace('.name', '.sequence')}"]`
        )
        return `${value} ${place!.value}`
      })
    )

  test('are moved by buttons and by Alt and an arrow, and say so', async ({ assert, browser }) => {
    const page = await browser.newPage()
    await page.goto(`${site.address}/form`)
    await page.getByRole('button', { name: 'Move line 3 up' }).click()
    await expect.poll(() => named(page)).toEqual(['Call 0', 'Close 10', 'Offer 20', ' 30'])
    await page.getByText('2 unsaved changes').waitFor()
    await page.getByLabel('Name, line 1').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(() => named(page)).toEqual(['Close 0', 'Call 10', 'Offer 20', ' 30'])
    await expect(page.locator(':focus')).toHaveAttribute('name', 'steps.0.name')
    await page.getByLabel('Name, line 4').fill('Pay')
    await expect
      .poll(() => named(page))
      .toEqual(['Close 0', 'Call 10', 'Offer 20', 'Pay 30', ' 40'])
    await page.getByLabel('Name, line 4').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect
      .poll(() => named(page))
      .toEqual(['Close 0', 'Call 10', 'Pay 20', 'Offer 30', ' 40'])
    assert.deepEqual(await violations(page), [])
    await page.close()
  })

  test('are dragged by their handle, and the empty one stays last', async ({ browser }) => {
    const page = await browser.newPage()
    await page.goto(`${site.address}/form`)
    await draggable(page, '.lines tbody')
    const grip = (number: number) =>
      page
        .locator('.lines tbody tr')
        .nth(number - 1)
        .locator('.drag')
    await grip(1).hover()
    await page.mouse.down()
    const { x, y } = (await grip(3).boundingBox())!
    await page.mouse.move(x + 4, y + 20, { steps: 8 })
    const third = page.locator('.lines tbody tr:nth-child(3) [name="steps.0.name"]')
    await dragUntil(page, { x: x + 4, y: y + 20 }, third)
    await page.mouse.up()
    await page.getByText('3 unsaved changes').waitFor()
    await expect.poll(() => named(page)).toEqual(['Offer 0', 'Close 10', 'Call 20', ' 30'])
    await grip(4).dragTo(grip(1))
    await expect.poll(() => named(page)).toEqual(['Offer 0', 'Close 10', 'Call 20', ' 30'])
    await page.close()
  })

  test('are let go although the page has moved under the pointer', async ({ browser }) => {
    const page = await browser.newPage()
    await page.goto(`${site.address}/form`)
    await draggable(page, '.lines tbody')
    const row = (number: number) => page.locator(`.lines tbody tr:nth-child(${number})`)
    await row(1).locator('.drag').hover()
    await page.mouse.down()
    const { x, y } = (await row(3).locator('.drag').boundingBox())!
    await page.mouse.move(x + 4, y + 20, { steps: 8 })
    await dragUntil(page, { x: x + 4, y: y + 20 }, row(3).locator('[name="steps.0.name"]'))
    await page.evaluate(() => (document.querySelector('main')!.style.paddingTop = '120px'))
    await page.mouse.up()
    await page.getByText('3 unsaved changes').waitFor()
    await expect.poll(() => named(page)).toEqual(['Offer 0', 'Close 10', 'Call 20', ' 30'])
    await page.close()
  })

  test('have a number instead where there is no script', async ({ browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/form`)
    await expect(page.getByLabel('Order, line 2')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Move line 2 up' })).toHaveCount(0)
    await page.close()
  })
})
