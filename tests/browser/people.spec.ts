import { test } from '@japa/runner'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright'
import { Contact } from '#modules/crm/models/contact'
import { Stage } from '#modules/crm/models/stage'
import { barriers, base, signedIn } from '#tests/support/browser_pages'
import { PostOffice } from '#tests/support/post_office'
import { asOwner, emptyDatabase, PASSWORD, TestTenant, type TestUser } from '#tests/support/tenants'
import { withWorker } from '#tests/support/worker'

const ADMIN = 'admin@alpha.test'

/** Pages about people and access that one comes to by doing something. */
test.group('Screens of people and access', (group) => {
  withWorker(group)
  let alpha: TestTenant
  let ann: TestUser
  let contact: Contact
  let page: Page
  let found: Record<string, string[]>

  group.each.setup(async ({ context }) => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user(ADMIN, ['base.administrator'])
    ann = await alpha.user('ann@alpha.test', ['crm.user'], ['North'])
    contact = await alpha.run(async () => {
      await Contact.create({ firstName: 'Sven', locationId: alpha.location('South') })
      return Contact.create({ firstName: 'Nora', locationId: alpha.location('North') })
    })
    const { browser } = context as unknown as { browser: Browser }
    page = await signedIn(await browser.newContext(), ADMIN)
    found = {}
    return () => page.context().close()
  })

  const open = (address: string) => page.goto(`${base()}${address}`)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  /** Notes what keeps people out of the page that is open, once it says what it should. */
  async function look(name: string, says: string) {
    await page.getByText(says).first().waitFor()
    const faults = await barriers(page)
    if (faults.length > 0) found[name] = faults
    await page.setViewportSize({ width: 1440, height: 900 })
  }

  test('why somebody may do something', async ({ assert }) => {
    const about = (query: Record<string, string>) =>
      open(`/base/access?${new URLSearchParams({ user: ann.id, ...query })}`)
    await about({})
    await look('menu of a user', 'The menu of this user')
    await about({ menu: '/crm/contacts' })
    await look('an entry', 'sees this entry of the menu')
    await about({ menu: '/base/groups' })
    await look('an entry out of reach', 'does not see this entry')
    await about({ model: 'crm_contacts', operation: 'write' })
    await look('a list', 'may do this')
    await about({ model: 'crm_contacts', id: contact.id, field: 'phone' })
    await look('a field', 'It is about Nora')
    await page.context().clearCookies()
    await signedIn(page, ann.email)
    await open('/base/access')
    await look('nothing here', 'There is nothing here')
    assert.deepEqual(found, {})
  })

  test('what a change of access comes to', async ({ assert }) => {
    await open(`/base/users/${ann.id}`)
    await page.getByLabel('All locations').check()
    await press('Save')
    await look('other locations', '1 user gains 1 contact')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForURL(`${base()}/base/users/${ann.id}`)
    await open('/base/rights/new')
    await page.getByLabel('Name').fill('Only leads')
    await page.getByLabel('Kind').selectOption('limit')
    await page.getByLabel('Records').selectOption('crm_contacts')
    await page.getByLabel('Condition').fill('[["status", "=", "customer"]]')
    await press('Save')
    await page.waitForURL(/\/base\/rights\/[0-9a-f-]{36}/)
    await press('See the effect…')
    await look('a rule', 'Put “Only leads” in force?')
    assert.deepEqual(found, {})
  })

  test('how somebody comes in', async ({ assert }) => {
    const office = await PostOffice.open()
    try {
      await open('/base/invitations/new')
      await page.getByLabel('Name').fill('Nia Berg')
      await page.getByLabel('E-mail').fill('nia@alpha.test')
      await press('Save')
      await look('before an invitation', 'Nia Berg')
      if (await page.getByText('gains').first().isVisible()) await press('Save')
      await page.waitForURL(/\/base\/invitations\/[0-9a-f-]{36}/)
      await press('Make a link')
      await look('a link to pass on', 'works for seven days')
      const link = await page.locator('#link').inputValue()
      await page.context().clearCookies()
      await page.goto(link)
      await look('an invitation', 'invites nia@alpha.test')
      await open('/invitations/gone')
      await look('an old link', 'does not work any more')
      await open('/password')
      await page.getByLabel('Email').fill(ann.email)
      await press('Send link')
      await look('a forgotten password', 'the link is on its way')
      await office.waitFor(2)
      await open(office.linkTo(ann.email))
      await look('a new password', 'once more')
      await open('/login')
      await page.getByLabel('Email').fill(ann.email)
      await page.getByLabel('Password').fill('wrong')
      await press('Sign in')
      await look('a wrong password', 'do not match')
      assert.deepEqual(found, {})
    } finally {
      await office.close()
    }
  })

  test('one’s own account', async ({ assert }) => {
    const office = await PostOffice.open()
    try {
      await open('/account/email')
      await page.getByLabel('New e-mail address').fill('ada@home.test')
      await page.getByLabel('Current password').fill('wrong')
      await press('Send link')
      await look('refused', 'This is not your password')
      await page.getByLabel('Current password').fill(PASSWORD)
      await press('Send link')
      await look('a link on its way', 'A link is on its way')
      await office.waitFor(2)
      await open(office.linkTo('ada@home.test'))
      await look('a new address', 'From now on you will sign in')

      await open('/account/security')
      await page.getByLabel('Password').fill(PASSWORD)
      await press('Set up second step')
      await look('set-up of the second step', 'Scan this')
      const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '')
      await page.getByLabel('Code from the app').fill(new TOTP({ secret }).generate())
      await press('Turn on second step')
      await look('recovery codes', 'Keep these 10 codes')
      await page.context().clearCookies()
      await open('/login')
      await page.getByLabel('Email').fill(ADMIN)
      await page.getByLabel('Password').fill(PASSWORD)
      await press('Sign in')
      await page.waitForURL(`${base()}/login/code`)
      await look('the second step', 'One more step')
      assert.deepEqual(found, {})
    } finally {
      await office.close()
    }
  })

  test('what administrators do', async ({ assert }) => {
    await open('/base/api-keys')
    await page.getByLabel('Name').fill('Nightly export')
    await page.getByRole('combobox', { name: 'CRM' }).selectOption('read')
    await press('Make key')
    await look('a key', 'Copy it now')
    const [stage] = await alpha.run(() => Stage.query().limit(1))
    await open(`/crm/stages/${stage!.id}`)
    await page.locator('#field-name').fill('Brand new and never called by anybody')
    await press('Save')
    await page.getByText('The stage is saved.').waitFor()
    await open('/base/shipped')
    await look('shipped records', 'Brand new')
    await page.getByRole('link', { name: /Brand new/ }).click()
    await look('a shipped record', 'As shipped')
    await open(`/base/users/${ann.id}`)
    await press('Act as user')
    await look('acting as somebody', 'You act as')
    assert.deepEqual(found, {})
  })

  test('what platform administrators do', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query('update identity.users set is_platform_administrator = true where email = $1', [
        ADMIN,
      ])
    )
    await TestTenant.create('Consolidated Harbour and Shipping Works of the North')
    await open('/base/tenants')
    await look('tenants', 'Consolidated')
    await open('/base/apps/modules/crm')
    await look('an app', 'What it owns')
    await page.context().close()
    assert.deepEqual(found, {})
  })
})
