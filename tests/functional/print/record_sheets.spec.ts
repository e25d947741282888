import { test } from '@japa/runner'
import { typesetter } from '#app/reports/typesetter'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { readPdf } from '#tests/support/pdf'
import { asOwner, emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const HOSTILE =
  '#import "x": * $a$ *b* _c_ `d` <l> @r \\u{41} "q" \' \u0007\u0000 佐藤 شركة #read("/etc/passwd")'

test.group('Records on paper', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let aurora: Company

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    await tenant.user('support@alpha.test', ['base.support'])
    const other = await TestTenant.create('Beta')
    await other.user('ben@beta.test', ['base.manager'])
    await tenant.run(async () => {
      aurora = await Company.create({
        name: 'Aurora Licht & Söhne',
        email: 'hello@aurora.test',
        phone: '+442055500142',
        size: '11-50',
        address: 'Am Markt 3\nHinterhaus',
        locationId: tenant.location('North'),
      })
      await Contact.create({
        firstName: 'Ada',
        lastName: 'Quist',
        email: 'ada@example.test',
        companyId: aurora.id,
        locationId: tenant.location('North'),
      })
      await Contact.create({
        firstName: 'Sue',
        lastName: 'Southern',
        companyId: aurora.id,
        locationId: tenant.location('South'),
      })
    })
    manager = await Visitor.of('mia@alpha.test')
    return async () => {
      typesetter.close()
      await emptyDatabase()
    }
  })

  const printed = async (visitor: Visitor, href: string) => {
    await visitor.get('/account/preferences')
    return visitor.post(`${href}/print`)
  }

  test('the form offers it, and what it shows stands on the sheet', async ({ assert }) => {
    const form = await manager.get(`/crm/companies/${aurora.id}`)
    assert.include(form.text, `formaction="/crm/companies/${aurora.id}/print" formtarget="_blank"`)

    const { status, headers, bytes } = await printed(manager, `/crm/companies/${aurora.id}`)
    assert.equal(status, 200)
    assert.equal(headers.get('content-type'), 'application/pdf')
    assert.equal(
      headers.get('content-disposition'),
      `inline; filename="Aurora Licht _ S_hne.pdf"; filename*=UTF-8''Aurora%20Licht%20%26%20S%C3%B6hne.pdf`
    )
    const { text, title, pages, size } = await readPdf(bytes)
    assert.equal(title, 'Aurora Licht & Söhne')
    assert.lengthOf(pages, 1)
    assert.deepEqual(size, [595, 842])
    for (const part of [
      'Alpha',
      'Company Aurora Licht & Söhne',
      'E-mail hello@aurora.test',
      'Phone +44 20 5550 0142',
      'Size 11 to 50 people',
      'Street Am Markt 3 Hinterhaus',
      'Contacts Name Job title E-mail Phone Status',
      'Ada Quist',
      'ada@example.test',
      'Sue Southern',
      'by Mia Tester',
      'Page 1 of 1',
    ]) {
      assert.include(text, part)
    }
  })

  test('it shows no more than the form shows', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    const { text } = await readPdf((await printed(north, `/crm/companies/${aurora.id}`)).bytes)
    assert.include(text, 'Ada Quist')
    assert.notInclude(text, 'Sue Southern')
    assert.include(text, 'North')

    const stranger = await Visitor.of('ben@beta.test')
    const foreign = await printed(stranger, `/crm/companies/${aurora.id}`)
    const none = await printed(stranger, '/crm/companies/01890000-0000-7000-8000-000000000000')
    assert.deepEqual([foreign.status, none.status], [404, 404])
    assert.equal((await printed(manager, '/crm/companies/nonsense')).status, 404)
  })

  test('who may only read may print', async ({ assert }) => {
    const support = await Visitor.of('support@alpha.test')
    assert.equal((await printed(support, `/crm/companies/${aurora.id}`)).status, 200)
  })

  test('texts of records are texts, however they are written', async ({ assert }) => {
    const long = 'A'.repeat(10_000)
    const [hostile, endless] = await tenant.run(async () => [
      await Deal.create({ name: HOSTILE.slice(0, 160).replaceAll('\u0000', ''), value: 1234.5 }),
      await Company.create({ name: 'Endless', description: long }),
    ])
    const answer = await printed(manager, `/crm/deals/${hostile!.id}`)
    assert.equal(answer.status, 200)
    const { text } = await readPdf(answer.bytes)
    assert.include(text, '#import "x": * $a$ *b* _c_ `d` <l> @r \\u{41} "q"')
    assert.include(text, '#read("/etc/passwd")')
    assert.include(text, '佐藤')
    assert.notInclude(text, 'root:')
    assert.include(text, 'Value 1,234.50')

    const { bytes } = await printed(manager, `/crm/companies/${endless!.id}`)
    const sheet = await readPdf(bytes)
    assert.isAbove(sheet.pages.length, 1)
    assert.isAtLeast(sheet.text.replaceAll(/[^A]/g, '').length, 10_000)
  })

  test('it is written in the language of who prints', async ({ assert }) => {
    const shiho = await tenant.run(() =>
      Company.create({ name: '佐藤商事株式会社', city: '東京都' })
    )
    await speak('ja', 'mia@alpha.test')
    const japanese = await readPdf((await printed(manager, `/crm/companies/${shiho.id}`)).bytes)
    await speak('de', 'mia@alpha.test')
    const german = await readPdf((await printed(manager, `/crm/companies/${shiho.id}`)).bytes)
    await speak('ar-XB', 'mia@alpha.test')
    const pseudo = await printed(manager, `/crm/companies/${shiho.id}`)
    await speak('en', 'mia@alpha.test')
    assert.include(japanese.text, '佐藤商事株式会社')
    assert.include(japanese.text, '1 / 1 ページ')
    assert.include(german.text, 'Seite 1 von 1')
    assert.include(german.text, '佐藤商事株式会社')
    assert.equal(pseudo.status, 200)
  })

  test('it is written down', async ({ assert }) => {
    await printed(manager, `/crm/companies/${aurora.id}`)
    const { rows } = await asOwner((owner) =>
      owner.query(`select subject, details from audit_entries
        where kind = 'export' order by number desc limit 1`)
    )
    assert.equal(rows[0].subject, 'Aurora Licht & Söhne')
    assert.deepEqual(rows[0].details, { count: 1, screen: '/crm/companies', format: 'pdf' })
  })
})
