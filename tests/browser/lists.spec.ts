import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { Tag } from '#modules/base/models/tag'
import { Connection } from '#modules/integrations/models/connection'
import { base, signedIn, violations } from '#tests/support/browser_pages'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'

const LISTS = [
  '/crm/contacts',
  '/crm/companies',
  '/crm/deals',
  '/crm/deals?group=stage',
  '/integrations/events',
]

/** Every column of the lists is filled, with texts longer than there is room for. */
async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha', ['Amsterdam', 'Buenos Aires'])
  const admin = await alpha.user('admin@alpha.test', ['base.administrator'])
  await alpha.run(async () => {
    const locationId = alpha.location('Buenos Aires')
    const tags = await Tag.createMany(
      ['Newsletter', 'Trade fair 2026', 'Key account'].map((name) => ({ name }))
    )
    const company = await Company.create({
      name: 'Consolidated Harbour and Shipping Works of the North',
      industry: 'Transport, storage and communication',
      size: '501-1000',
      phone: '+442071234567',
      locationId,
      ownerId: admin.id,
    })
    const contact = await Contact.create({
      firstName: 'Wilhelmina-Alexandra',
      lastName: 'van Bergen-Henegouwen',
      email: 'wilhelmina.van.bergen-henegouwen@consolidated-harbour.example',
      phone: '+442071234567',
      companyId: company.id,
      locationId,
      ownerId: admin.id,
    })
    await Contact.create({ firstName: 'Calm', status: 'other', locationId })
    await Contact.create({ firstName: 'Quiet', status: 'other', doNotDisturb: true, locationId })
    const ids = tags.map(({ id }) => id)
    await contact.related('tags').attach(ids)
    await company.related('tags').attach(ids)
    for (const name of ['Harbour cranes', 'Ships']) {
      await Deal.create({ name, value: 99_999_999.5, locationId })
    }
    await Connection.create({ externalId: 'loc_of_a_location_with_a_long_name', locationId })
  })
  await asOwner((owner) =>
    owner.query(
      `insert into inbox_events (tenant_id, location_id, provider, event_id, event_type,
         endpoint_key, external_location, headers, body, content, state)
       values ($1, $2, 'ghl', 'one', 'ContactCreatedByAWorkflowOfTheirs', 'key',
         'loc_of_a_location_with_a_long_name', '{}', '', '', 'quarantined')`,
      [alpha.id, alpha.location('Buenos Aires')]
    )
  )
}

test.group('Lists in the browser', (group) => {
  group.setup(house)

  test('fit their frame at {width} pixels')
    .with([{ width: 1440 }, { width: 1280 }, { width: 1024 }, { width: 360 }])
    .run(async ({ assert, browser }, { width }) => {
      const context = await browser.newContext({ viewport: { width, height: 800 } })
      const page = await signedIn(context, 'admin@alpha.test')
      for (const path of LISTS) {
        await page.goto(base() + path)
        const beyond = await page.evaluate(() => {
          const boxes = [document.documentElement, ...document.querySelectorAll('.tablebox')]
          return boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
        })
        assert.deepEqual(beyond, [0, 0], path)
      }
      await context.close()
    })

  test('give states the same colours in rows that carry a sign', async ({ assert, browser }) => {
    const page = await signedIn(await browser.newContext(), 'admin@alpha.test')
    await page.goto(`${base()}/crm/contacts`)
    const coloursOf = (name: string) =>
      page
        .locator('tr', { hasText: name })
        .locator('.badge', { hasText: 'Other' })
        .evaluate((badge) => {
          const { color, backgroundColor } = getComputedStyle(badge)
          return [color, backgroundColor]
        })
    await page.locator('tr.marked', { hasText: 'Quiet' }).waitFor()
    assert.deepEqual(await coloursOf('Quiet'), await coloursOf('Calm'))
    await page.context().close()
  })

  test('show whole what they cut off', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 800 } })
    const page = await signedIn(context, 'admin@alpha.test')
    for (const path of LISTS) {
      await page.goto(base() + path)
      const hidden = await page.evaluate(() => {
        const isCut = (element: Element) => element.scrollWidth > element.clientWidth
        return [...document.querySelectorAll('.tablebox td')]
          .filter((cell) => [cell, ...cell.querySelectorAll('.cut')].some(isCut))
          .filter((cell) => !cell.querySelector('[title]'))
          .map(({ textContent }) => textContent)
      })
      assert.deepEqual(hidden, [], path)
    }
    const email = page.locator('.tablebox td [title^="wilhelmina.van"]')
    await page.goto(`${base()}/crm/contacts`)
    assert.equal(
      await email.getAttribute('title'),
      'wilhelmina.van.bergen-henegouwen@consolidated-harbour.example'
    )
    await context.close()
  })

  test('say the amount on the card of a row, too', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
    const page = await signedIn(context, 'admin@alpha.test')
    await page.goto(`${base()}/crm/deals`)
    const card = page.locator('tbody tr', { hasText: 'Ships' })
    assert.isTrue(await card.getByText('99,999,999.50').isVisible())
    assert.isTrue(await page.locator('tfoot').getByText('199,999,999.00').isVisible())
    assert.deepEqual(await violations(page), [])
    await context.close()
  })
})
