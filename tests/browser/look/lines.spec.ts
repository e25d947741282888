import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { lineInput } from '#app/views/form/line_controls'
import { renderLinesEditor } from '#app/views/form/lines_editor'
import { draggable, violations } from '#tests/support/browser_pages'
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
    assert.deepEqual(await named(page), ['Call 0', 'Close 10', 'Offer 20', ' 30'])
    await page.getByText('2 unsaved changes').waitFor()
    await page.getByLabel('Name, line 1').focus()
    await page.keyboard.press('Alt+ArrowDown')
    assert.deepEqual(await named(page), ['Close 0', 'Call 10', 'Offer 20', ' 30'])
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('name')),
      'steps.0.name'
    )
    await page.getByLabel('Name, line 4').fill('Pay')
    assert.deepEqual(await named(page), ['Close 0', 'Call 10', 'Offer 20', 'Pay 30', ' 40'])
    await page.getByLabel('Name, line 4').focus()
    await page.keyboard.press('Alt+ArrowUp')
    assert.deepEqual(await named(page), ['Close 0', 'Call 10', 'Pay 20', 'Offer 30', ' 40'])
    assert.deepEqual(await violations(page), [])
    await page.close()
  })

  test('are dragged by their handle, and the empty one stays last', async ({ assert, browser }) => {
    const page = await browser.newPage()
    await page.goto(`${site.address}/form`)
    await draggable(page, '.lines tbody')
    const grip = (number: number) =>
      page
        .locator('.lines tbody tr')
        .nth(number - 1)
        .locator('.drag')
    await grip(1).dragTo(grip(3), { targetPosition: { x: 4, y: 20 } })
    await page.getByText('3 unsaved changes').waitFor()
    assert.deepEqual(await named(page), ['Offer 0', 'Close 10', 'Call 20', ' 30'])
    await grip(4).dragTo(grip(1))
    assert.deepEqual(await named(page), ['Offer 0', 'Close 10', 'Call 20', ' 30'])
    await page.close()
  })

  test('have a number instead where there is no script', async ({ assert, browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${site.address}/form`)
    assert.isTrue(await page.getByLabel('Order, line 2').isVisible())
    assert.equal(await page.getByRole('button', { name: 'Move line 2 up' }).count(), 0)
    await page.close()
  })
})
