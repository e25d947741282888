import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { shelves } from '#app/views/gallery/shelves'
import { barriers, base, signedIn } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

/** What is being fetched is dimmed for a moment: its colours are no text to read by. */
const isDimmed = (sample: string, fault: string) =>
  sample === 'loading' && fault.includes('color-contrast')

test.group('Gallery in the browser', (group) => {
  let page: Page

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    return emptyDatabase
  })

  group.each.setup(async ({ context }) => {
    const { browser } = context as unknown as { browser: Browser }
    page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    return () => page.context().close()
  })

  for (const shelf of Object.keys(shelves)) {
    test(`${shelf}: every sample keeps nobody out`, async ({ assert }) => {
      const found: Record<string, string[]> = {}
      for (const sample of Object.keys(shelves[shelf]!)) {
        const answer = await page.goto(`${base()}/_gallery/${shelf}/${sample}`)
        const faults = answer!.ok() ? await barriers(page) : [`status ${answer!.status()}`]
        const real = faults.filter((fault) => !isDimmed(sample, fault))
        if (real.length > 0) found[sample] = real
      }
      assert.deepEqual(found, {})
    })
  }

  test('leads to its samples, and to nothing else', async ({ assert }) => {
    await page.goto(`${base()}/_gallery`)
    await page.getByRole('link', { name: 'Money' }).click()
    await page.getByText('This is what is wrong').first().waitFor()
    for (const path of ['fields/nothing', 'nothing/text', 'constructor/name']) {
      const answer = await page.goto(`${base()}/_gallery/${path}`)
      assert.equal(answer!.status(), 404, path)
    }
  })
})
