import { test } from '@japa/runner'
import type { WrittenRules } from '#app/http/form/conditions/form_rules'
import { formSample } from './samples.ts'
import { framed, servePages } from './server.ts'

const isMuch = { name: 'staff', as: 'number', op: '>', values: [100] } as const
const isKey = { name: 'key', as: 'boolean', op: '=', values: [true] } as const

const rules: WrittenRules = {
  fields: {
    site: { readonly: isKey },
    phone: { required: { not: isKey } },
    tags: { visible: { any: [isMuch, { ...isMuch, name: 'beside' }] } },
  },
  parts: { people: { visible: isMuch }, Sales: { visible: isKey } },
  texts: { beside: '5' },
}

test.group('Look | conditions of forms', (group) => {
  let site: Awaited<ReturnType<typeof servePages>>
  group.setup(async () => {
    site = await servePages({ '/form': await framed(formSample({ rules: JSON.stringify(rules) })) })
    return () => site.stop()
  })

  test('show, lock and demand fields, sections and tabs', async ({ assert, browser }) => {
    const page = await browser.newPage()
    await page.goto(`${site.address}/form`)
    const tab = page.locator('.tabs a[href="#part-people"]')
    await page.waitForFunction(() => document.querySelector('[href="#part-people"]:is([hidden])'))
    assert.isFalse(await page.locator('#part-people').isVisible())
    assert.isTrue(await page.locator('#part-notes').isVisible())
    assert.isTrue(await page.locator('#field-site').isDisabled())
    const needed = page.locator('.field:has(#field-phone) .needed')
    assert.equal(await needed.count(), 0)
    assert.isFalse(await page.locator('.tagpick').isVisible())

    await page.locator('#field-staff').fill('1,200')
    assert.isTrue(await tab.isVisible())
    assert.isTrue(await page.locator('.tagpick').isVisible())
    assert.isTrue(await page.locator('#field-limit').isVisible())
    await page.locator('#field-key').uncheck()
    assert.isFalse(await page.locator('#field-site').isDisabled())
    assert.equal(await needed.count(), 1)
    assert.isTrue(
      await page.locator('#field-phone').evaluate((input) => (input as HTMLInputElement).required)
    )
    assert.isFalse(await page.locator('#field-limit').isVisible())
    await page.close()
  })
})
