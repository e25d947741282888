import { test } from '@japa/runner'
import type { WrittenRules } from '#app/http/form/conditions/form_rules'
import { expect } from '#tests/support/browser_pages'
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

  test('show, lock and demand fields, sections and tabs', async ({ browser }) => {
    const page = await browser.newPage()
    await page.goto(`${site.address}/form`)
    const tab = page.locator('.tabs a[href="#part-people"]')
    await page.waitForFunction(() => document.querySelector('[href="#part-people"]:is([hidden])'))
    await expect(page.locator('#part-people')).toBeHidden()
    await expect(page.locator('#part-notes')).toBeVisible()
    await expect(page.locator('#field-site')).toBeDisabled()
    const needed = page.locator('.field:has(#field-phone) .needed')
    await expect(needed).toHaveCount(0)
    await expect(page.locator('.tagpick')).toBeHidden()

    await page.locator('#field-staff').fill('1,200')
    await expect(tab).toBeVisible()
    await expect(page.locator('.tagpick')).toBeVisible()
    await expect(page.locator('#field-limit')).toBeVisible()
    await page.locator('#field-key').uncheck()
    await expect(page.locator('#field-site')).toBeEnabled()
    await expect(needed).toHaveCount(1)
    await expect(page.locator('#field-phone')).toHaveJSProperty('required', true)
    await expect(page.locator('#field-limit')).toBeHidden()
    await page.close()
  })
})
