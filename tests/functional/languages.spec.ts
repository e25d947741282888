import { test } from '@japa/runner'
import { PSEUDO_LOCALE } from '#app/views/pseudo_locale'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { untranslated } from '#tests/support/untranslated'
import { Visitor } from '#tests/support/visitor'

/** What stands on the pages as data of the test. */
const data = ['Mia Tester', 'mia@alpha.test', 'Alpha', 'North', 'South', 'node', 'Ada']

const screens = [
  '/',
  '/crm/contacts',
  '/crm/contacts/new',
  '/crm/contacts?filter=leads&archived=1',
  '/crm/contacts/export',
  '/crm/contacts/import',
  '/crm/contacts?view=kanban',
  '/crm/contacts?view=pivot',
  '/crm/companies',
  '/crm/companies?view=graph',
  '/crm/deals?view=calendar&span=agenda&day=2030-01-01',
  '/crm/deals?view=timeline',
  '/crm/deals?view=cohort',
  '/crm/contacts?view=activity',
  '/dashboards',
  '/integrations/events',
  '/integrations/connections/new',
  '/base/users',
  '/base/invitations/new',
  '/base/rights/new',
  '/base/custom-fields/new',
  '/base/access',
  '/base/roles',
  '/base/company',
  '/base/audit',
  '/base/tenant-apps',
  '/account/preferences',
  '/account/security',
  '/account/sessions',
  '/account/tokens',
]

test.group('Languages', (group) => {
  const visitor = new Visitor()
  let id: string
  let companyId: string

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.administrator'])
    await speak(PSEUDO_LOCALE, 'mia@alpha.test')
    await asOwner((owner) => owner.query(`update activity_types set name = 'Ada ' || sequence`))
    await alpha.run(async () => {
      companyId = (await Company.create({ name: 'Ada' })).id
      id = (await Contact.create({ firstName: 'Ada', companyId })).id
    })
    await visitor.logIn('mia@alpha.test')
  })

  for (const screen of screens) {
    test(`${screen} has no text that is not translated`, async ({ assert }) => {
      const { status, text } = await visitor.get(screen)
      assert.equal(status, 200)
      assert.include(text, `<html lang="${PSEUDO_LOCALE}" dir="rtl"`)
      assert.deepEqual(untranslated(text, data), [])
    })
  }

  test('a form, its history and the page before a delete', async ({ assert }) => {
    for (const path of ['', '/history', '/deletion']) {
      const { status, text } = await visitor.get(`/crm/contacts/${id}${path}`)
      assert.equal(status, 200)
      assert.deepEqual(untranslated(text, data), [], path)
    }
  })

  test('the pages of a change of many records', async ({ assert }) => {
    for (const [asked, value] of [
      ['operation', 'set'],
      ['field', 'name'],
      ['operation', 'delete'],
    ] as const) {
      const form = { [asked]: value, 'ids[]': [companyId] }
      const { status, text } = await visitor.post('/crm/companies/bulk/new', form)
      assert.equal(status, 200)
      assert.deepEqual(untranslated(text, data), [], value)
    }
  })

  test('boxes of searches say what to do as the language writes it', async ({ assert }) => {
    await speak('de', 'mia@alpha.test')
    const { text } = await visitor.get('/crm/contacts')
    await speak(PSEUDO_LOCALE, 'mia@alpha.test')
    const said = [...text.matchAll(/type="search"[^>]* placeholder="([^"]*)"/g)]
    assert.deepEqual(
      said.map(([, placeholder]) => placeholder!.replace('&#8230;', '…')),
      ['Suchen …', 'Suchen …']
    )
  })

  test('somebody who is not logged in reads what their browser asks for', async ({ assert }) => {
    const stranger = new Visitor()
    const { text } = await stranger.get('/login', { 'accept-language': PSEUDO_LOCALE })
    assert.include(text, 'dir="rtl"')
    assert.deepEqual(untranslated(text, data), [])
  })
})
