import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { Registry } from '#app/modules/registry'
import { barriers, base, signedIn } from '#tests/support/browser_pages'
import { makeSampleRows, tenantTables, type Row } from '#tests/support/sample_rows'
import { allRoutes } from '#tests/support/strangers/probes'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'

const ADMIN = 'admin@alpha.test'

/** Rows that would change what the registry of the tenant is, and not what it holds. */
const ofTheHouse = ['custom_fields', 'tenant_modules']

/** Routes without parameters that answer with no page. */
const noPage = /^\/(health|assets|api|openapi)\b|\.(csv|json)$|^\/search\/people$/

/** Every screen of every module, as somebody sees it who sees everything. */
test.group('Screens', (group) => {
  let rows: ReadonlyMap<string, Row>
  let page: Page

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user(ADMIN, [...Registry.current.access.groups.keys()])
    await asOwner(async (owner) => {
      await owner.query('update identity.users set is_platform_administrator = true')
      const tables = await tenantTables(owner)
      const plain = tables.filter(({ name }) => !ofTheHouse.includes(name))
      rows = await makeSampleRows(owner, plain, alpha.id)
    })
    return emptyDatabase
  })

  group.each.setup(async ({ context }) => {
    const { browser } = context as unknown as { browser: Browser }
    page = await signedIn(await browser.newContext(), ADMIN)
    return () => page.context().close()
  })

  /** Opens each address, and says what keeps people out of which; nothing where all are sound. */
  async function faultsOf(addresses: readonly string[]): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {}
    const seen = new Set<string>()
    for (const address of addresses) {
      const answer = await page.goto(`${base()}${address}`)
      if (seen.has(page.url())) continue
      seen.add(page.url())
      const status = answer!.status() >= 400 ? [`status ${answer!.status()}`] : []
      const faults = [...status, ...(await barriers(page))]
      if (faults.length > 0) found[address] = faults
    }
    return found
  }

  test('of the menu, and every other page that has an address of its own', async ({ assert }) => {
    await page.goto(base())
    const menu = await page
      .locator('nav a[href^="/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!))
    assert.includeMembers(menu, ['/base/users', '/base/tenants', '/crm/contacts'])
    const pages = allRoutes()
      .filter(({ method, pattern }) => method === 'GET' && !/[:*]/.test(pattern))
      .map(({ pattern }) => pattern)
      .filter((pattern) => !noPage.test(pattern))
    assert.includeMembers(pages, ['/account/email', '/base/tenants/new'])
    assert.deepEqual(await faultsOf([...menu, ...pages]), {})
  })

  test('in each view of their records', async ({ assert }) => {
    const addresses = [...Registry.current.actions.values()].flatMap(({ href, views }) =>
      [...views.keys()].map((kind) => `${href}?view=${kind}`)
    )
    assert.include(addresses, '/crm/deals?view=kanban')
    assert.deepEqual(await faultsOf(addresses), {})
  })

  test('about one record of each kind', async ({ assert }) => {
    const addresses = [...Registry.current.actions.values()].flatMap(({ href, model, form }) => {
      const id = rows.get(model.table)?.id
      return form && id ? [`${href}/${String(id)}`] : []
    })
    assert.include(addresses.join(), '/base/rights/')
    assert.deepEqual(await faultsOf(addresses), {})
  })
})
