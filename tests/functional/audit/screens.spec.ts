import { test } from '@japa/runner'
import { onlyFor, rule } from '#app/access/declarations'
import { recordEvent } from '#app/environment/audit'
import { Tag } from '#modules/base/models/tag'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { nobody, withRights } from '#tests/support/access/registry'
import { loggedEntries } from '#tests/support/audit_log'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const texts = (html: string) =>
  html
    .replaceAll(/<(script|style)[^]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

test.group('Audit log | screens', (group) => {
  let alpha: TestTenant
  let admin: Visitor
  let contact: Contact
  let acme: Company

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('admin@alpha.test', ['base.administrator'])
    await alpha.run(async () => {
      const tag = await Tag.create({ name: 'VIP' })
      acme = await Company.create({ name: 'Acme' })
      contact = await Contact.create({
        firstName: 'Ada',
        lastName: 'Quist',
        locationId: alpha.location('North'),
      })
      await contact.related('tags').attach([tag.id])
    })
    admin = new Visitor()
    await admin.logIn('admin@alpha.test')
    const form = await admin.get(`/crm/contacts/${contact.id}`)
    await admin.post(`/crm/contacts/${contact.id}?_method=PUT`, {
      ...hiddenValues(form.text),
      status: 'customer',
      company: acme.id,
      notes: '=1+1 <b>bold</b>',
    })
  })

  const entry = async (cause: string) =>
    (await loggedEntries(alpha.id)).find((each) => each.cause === cause)!

  test('lists what happened in words, the newest first', async ({ assert }) => {
    const { status, text } = await admin.get('/base/audit')
    assert.equal(status, 200)
    assert.match(texts(text), /Edited contact Ada Quist Admin Tester .* Screen, 127\.0\.0\.1/)
    assert.include(text, 'Logged in')
    assert.isBelow(text.indexOf('Edited contact'), text.indexOf('Logged in'))
    assert.include(text, 'href="/base/audit" aria-current="page"')
  })

  test('calls by its name what hangs on records', async ({ assert }) => {
    await admin.post(`/crm/contacts/${contact.id}/messages`, { body: 'Hello' })
    assert.match(texts((await admin.get('/base/audit')).text), /Created 1 message/)
  })

  test('narrows by who, records, action, channel and day', async ({ assert }) => {
    const shown = async (query: string) => (await admin.get(`/base/audit?${query}`)).text
    assert.notInclude(await shown('model=crm_contacts'), 'Logged in')
    assert.include(await shown('model=crm_contacts'), 'Edited contact Ada Quist')
    assert.notInclude(await shown('model=crm_companies'), 'Edited contact Ada Quist')
    assert.include(await shown(`record=${contact.id}`), 'Edited contact Ada Quist')
    assert.notInclude(await shown(`record=${acme.id}`), 'Edited contact Ada Quist')
    assert.include(await shown('action=login'), '>Logged in')
    assert.notInclude(await shown('action=login'), 'Edited contact')
    assert.include(await shown('action=update&channel=screen'), 'Edited contact Ada Quist')
    assert.include(await shown('action=update&channel=job'), 'No entries match')
    assert.include(await shown('to=2020-01-01'), 'No entries match')
    assert.include(await shown('from=2020-01-01&nonsense[]=1&before=x'), 'Edited contact Ada')
    assert.include(await shown('user=nobody&from=soon'), 'Logged in')
  })

  test('finds nothing where the id of a record is mistyped, on screen and in a file', async ({
    assert,
  }) => {
    const mistyped = `record=${contact.id.slice(1)}`
    const { status, text } = await admin.get(`/base/audit?${mistyped}`)
    assert.equal(status, 422)
    assert.include(text, 'id="record-error"')
    assert.include(text, `value="${contact.id.slice(1)}"`)
    assert.notInclude(text, 'Edited contact Ada Quist')
    const file = await admin.get(`/base/audit/export.csv?${mistyped}`)
    assert.equal(file.status, 200)
    assert.notInclude(file.text, 'Ada Quist')
  })

  test('shows the values before and after in words', async ({ assert }) => {
    const { id } = await entry('records.update')
    const { status, text } = await admin.get(`/base/audit/${id}`)
    assert.equal(status, 200)
    const said = texts(text)
    assert.match(said, /Status Lead Customer/)
    assert.match(said, /Company Acme/)
    assert.include(text, '=1+1 &lt;b&gt;bold&lt;/b&gt;')
    assert.notInclude(said, 'version')
  })

  test('says details in the language of the reader, and shows them as they are stored', async ({
    assert,
  }) => {
    const details = {
      count: 2,
      screen: '/crm/contacts',
      filter: { q: 'Ada' },
      columns: ['firstName', 'company/id', 'unheardOf'],
      jobTitle: 'Chief',
      own: { of: 'a module' },
    }
    await alpha.run(() => recordEvent({ kind: 'export', subject: 'contacts', details }))
    await alpha.run(() => recordEvent({ kind: 'two_factor_changed', details: { change: 'reset' } }))
    await speak('de', 'admin@alpha.test')
    const reader = new Visitor()
    await reader.logIn('admin@alpha.test')
    const entries = await loggedEntries(alpha.id)
    const read = async (kind: string) => {
      const { id } = entries.find((each) => each.kind === kind)!
      return (await reader.get(`/base/audit/${id}`)).text
    }
    const exported = await read('export')
    assert.include(texts(exported), 'Ansicht Kontakte')
    assert.include(texts(exported), 'Filter q=Ada')
    assert.match(texts(exported), /Spalten Vorname, Firma \(id\), unheardOf/)
    assert.include(texts(exported), 'Position Chief')
    assert.include(texts(exported), 'own {&quot;of&quot;:&quot;a module&quot;}')
    assert.include(exported, '&quot;firstName&quot;,')
    assert.match(texts(await read('two_factor_changed')), /Änderung Zurückgesetzt/)

    const csv = (await reader.get('/base/audit/export.csv')).text
    const line = (kind: string) => csv.split('\r\n').find((each) => each.includes(`,${kind},`))!
    assert.include(line('export'), ',Hat contacts exportiert,,contacts,,,')
    for (const told of ['Ansicht: Kontakte', 'Spalten: Vorname, Firma (id), unheardOf']) {
      assert.include(line('export'), told)
    }
    assert.include(line('two_factor_changed'), ',Änderung: Zurückgesetzt,')
    assert.include(line('write'), ',Bearbeitet: Kontakt,')
    const [stored] = JSON.parse((await reader.get('/base/audit/export.json?action=export')).text)
    assert.deepEqual(stored.details, details)
  })

  test('everybody who reads a record reads its history', async ({ assert }) => {
    await alpha.user('north@alpha.test', ['crm.user'], ['North'])
    await alpha.user('south@alpha.test', ['crm.user'], ['South'])
    const north = new Visitor()
    await north.logIn('north@alpha.test')
    const form = await north.get(`/crm/contacts/${contact.id}`)
    assert.include(form.text, `/crm/contacts/${contact.id}/history`)
    const { status, text } = await north.get(`/crm/contacts/${contact.id}/history`)
    assert.equal(status, 200)
    assert.match(texts(text), /Edited Admin Tester, Screen .*Status: Lead Customer/)
    assert.match(texts(text), /Created .*First name: Ada .*Tags: VIP/)
    const south = new Visitor()
    await south.logIn('south@alpha.test')
    assert.equal((await south.get(`/crm/contacts/${contact.id}/history`)).status, 404)
    assert.equal((await south.get('/base/audit')).status, 404)
    assert.equal((await south.get('/base/audit/export.csv')).status, 404)
    const { id } = await entry('records.update')
    assert.equal((await south.get(`/base/audit/${id}`)).status, 404)
    assert.notInclude((await south.get('/')).text, 'href="/base/audit"')
  })

  test('tells administrators of one location nothing of others', async ({ assert }) => {
    await alpha.user('local@alpha.test', ['base.administrator'], ['North'])
    for (const place of ['North', 'South']) {
      const address = `/base/locations/${alpha.location(place)}`
      const form = await admin.get(address)
      const name = `${place} of the town`
      await admin.post(`${address}?_method=PUT`, { ...hiddenValues(form.text), name })
    }
    await admin.post('/base/locations', { name: 'Atlantis', sequence: '10' })
    const local = new Visitor()
    await local.logIn('local@alpha.test')
    for (const path of ['/base/audit', '/base/audit/export.csv', '/base/audit/export.json']) {
      const seen = (await local.get(path)).text
      assert.include((await admin.get(path)).text, 'Atlantis', path)
      assert.notInclude(seen, 'Atlantis', path)
      assert.notInclude(seen, 'South of the town', path)
      assert.include(seen, 'North of the town', path)
    }
    const entries = await loggedEntries(alpha.id)
    for (const { id } of entries) {
      const { text } = await local.get(`/base/audit/${id}`)
      assert.notMatch(text, /Atlantis|South of the town/)
    }
  })

  test('exports what is asked for, with nothing that a spreadsheet would run', async ({
    assert,
  }) => {
    const csv = await admin.get('/base/audit/export.csv?model=crm_contacts')
    assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8')
    const lines = csv.text.trim().split('\r\n')
    assert.match(lines[0]!, /^number,time,who,kind,what,record,title,field,before,after,channel/)
    assert.isTrue(lines.some((line) => line.includes('Status,Lead,Customer,screen,records.update')))
    assert.include(csv.text, `'=1+1 <b>bold</b>`)
    assert.notInclude(csv.text, 'login')
    const json = await admin.get('/base/audit/export.json')
    const entries = JSON.parse(json.text)
    assert.isAbove(entries.length, 4)
    assert.containSubset(entries, [
      { kind: 'write', channel: 'screen', changes: [{ what: 'contact', title: 'Ada Quist' }] },
      { kind: 'login' },
    ])
    assert.equal((await admin.get('/base/audit/export.json?to=2020-01-01')).text, '[]\n')
  })

  test('more than a page is exported whole and paged on screen', async ({ assert }) => {
    for (let index = 0; index < 60; index++) {
      await alpha.run(() => Tag.create({ name: `T${index}` }))
    }
    const first = await admin.get('/base/audit?model=base_tags')
    assert.equal(first.text.split('Created tag').length - 1, 50)
    const [, older] = /<a class="btn" href="([^"]+)">Older/.exec(first.text)!
    const second = await admin.get(older!.replaceAll('&amp;', '&'))
    assert.equal(second.text.split('Created tag').length - 1, 11)
    const csv = await admin.get('/base/audit/export.csv?model=base_tags')
    assert.equal(csv.text.split('Created: tag').length - 1, 61)
  })

  test('fields that one may not see are in no history', async ({ assert }) => {
    await alpha.user('sales@alpha.test', ['crm.user'])
    const sales = new Visitor()
    await sales.logIn('sales@alpha.test')
    await withRights([onlyFor([nobody], Contact, ['status'])], async () => {
      const { text } = await sales.get(`/crm/contacts/${contact.id}/history`)
      assert.notInclude(text, 'Customer')
      assert.include(text, 'Company')
    })
  })

  test('tells people from outside no history, and not who works here', async ({ assert }) => {
    await alpha.user('portal@alpha.test', ['base.portal'], ['North'])
    const href = `/crm/contacts/${contact.id}`
    const { text } = await admin.get(href)
    await admin.post(`${href}?_method=PUT`, { ...hiddenValues(text), email: 'portal@alpha.test' })
    const portal = new Visitor()
    await portal.logIn('portal@alpha.test')
    const form = await portal.get(href)
    assert.equal(form.status, 200)
    assert.notInclude(form.text, `${href}/history`)
    assert.notInclude(form.text, 'Admin Tester')
    assert.equal((await portal.get(`${href}/history`)).status, 404)
    assert.include((await admin.get(href)).text, 'Admin Tester')
  })

  test('names no ids and no columns in a history, as the log does', async ({ assert }) => {
    await alpha.user('sales@alpha.test', ['crm.user'])
    const sales = new Visitor()
    await sales.logIn('sales@alpha.test')
    await asOwner((owner) =>
      owner.query(
        `update audit_changes set after = after || '{"lost_column": "X-1"}'
         where table_name = 'crm_contacts' and action = 'update'`
      )
    )
    const hidden = rule('No companies', Company, { domain: () => [['name', '=', 'Other']] })
    await withRights([hidden], async () => {
      const { text } = await sales.get(`/crm/contacts/${contact.id}/history`)
      assert.match(texts(text), /Company: not visible to you/)
      assert.notInclude(text, acme.id)
      assert.notInclude(text, 'X-1')
      const { id } = await entry('records.update')
      const log = await admin.get(`/base/audit/${id}`)
      assert.include(log.text, acme.id)
      assert.include(log.text, 'X-1')
    })
  })

  test('costs few waits and writes nothing', async ({ assert }) => {
    const { id } = await entry('records.update')
    for (const [path, most] of [
      ['/base/audit', 3],
      [`/base/audit/${id}`, 4],
      [`/crm/contacts/${contact.id}/history`, 4],
    ] as const) {
      await admin.get(path)
      const sent = await watchStatements(() => admin.get(path))
      assert.isAtMost(new Set(sent.map(({ wait }) => wait)).size, most, path)
      assert.isFalse(sent.some(({ text }) => /\b(insert into|update|delete from)\b/i.test(text)))
    }
  })
})
