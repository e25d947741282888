import { test } from '@japa/runner'
import { onlyFor, rule } from '#app/access/declarations'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { searchedBehind } from '#app/http/search/searched_behind'
import { MOST_SOUGHT } from '#app/models/sought_statement'
import { Registry } from '#app/modules/registry'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { ContactLink } from '#modules/integrations/models/contact_link'
import { nobody, withRights } from '#tests/support/access/registry'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const DEALS = '/crm/deals?sort=name'

test.group('The search box, behind links', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let north: Visitor
  let bob: Visitor

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    const beta = await TestTenant.create('Beta')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await beta.user('bob@beta.test', ['base.manager'])
    const fill = async (tenant: TestTenant) => {
      const [stage] = await Stage.createMany([{ name: 'New', sequence: 1 }])
      const [aurora, south, quiet] = await Company.createMany([
        { name: 'Aurora Works', email: 'hidden@zebra.test' },
        { name: 'Aurora South', locationId: tenant.location('South') },
        { name: 'Quiet', domain: 'aurora.example' },
      ])
      const nora = await Contact.create({ firstName: 'Nora', lastName: 'Quist' })
      const deal = { position: 'a', stageId: stage!.id }
      await Deal.createMany([
        { ...deal, name: 'Chairs', companyId: aurora!.id, contactId: nora.id },
        { ...deal, name: 'Desks', companyId: aurora!.id },
        { ...deal, name: 'Lamps', companyId: south!.id },
        { ...deal, name: 'Shelves', companyId: quiet!.id },
        { ...deal, name: 'Aurora fair', locationId: tenant.location('North') },
      ])
    }
    await alpha.run(() => fill(alpha))
    await beta.run(() => fill(beta))
    mia = await Visitor.of('mia@alpha.test')
    north = await Visitor.of('north@alpha.test')
    bob = await Visitor.of('bob@beta.test')
  })

  const NAMES = ['Aurora fair', 'Chairs', 'Desks', 'Lamps', 'Shelves']
  const named = (html: string) => NAMES.filter((name) => html.includes(`>${name}<`))
  const find = async (visitor: Visitor, q: string, more = '') =>
    named((await visitor.get(`${DEALS}&q=${encodeURIComponent(q)}${more}`)).text)

  test('looks behind links alone where records have no texts of their own', async ({ assert }) => {
    const registry = Registry.current
    const { asker } = await alpha.user('ada@alpha.test', ['base.administrator'])
    const [word] = await Environment.run(asker, async (environment) => {
      const links = new Records(ContactLink, registry.access)
      const ctx = { environment, registry }
      return (await searchedBehind(ctx, links, ['nora'], ['contact.firstName'])).sought
    })
    assert.deepEqual(word!.ids, [])
    assert.lengthOf(word!.links[0]!.ids!, 1)
  })

  test('finds records by what they lead to, beside their own texts', async ({ assert }) => {
    assert.deepEqual(await find(mia, 'aurora'), ['Aurora fair', 'Chairs', 'Desks', 'Lamps'])
    assert.deepEqual(await find(mia, 'ROR'), ['Aurora fair', 'Chairs', 'Desks', 'Lamps'])
    assert.deepEqual(await find(mia, 'quist'), ['Chairs'])
    assert.deepEqual(await find(mia, 'nowhere'), [])
  })

  test('takes each word where it stands', async ({ assert }) => {
    assert.deepEqual(await find(mia, 'desk aurora'), ['Desks'])
    assert.deepEqual(await find(mia, 'nora works chair'), ['Chairs'])
    assert.deepEqual(await find(mia, 'nora desks'), [])
  })

  test('looks in the texts that are named and in no others', async ({ assert }) => {
    assert.deepEqual(await find(mia, 'zebra'), [])
    assert.deepEqual(await find(mia, '100%'), [])
    assert.deepEqual(await find(mia, '_'), [])
  })

  test('is the same in every view and in files', async ({ assert }) => {
    for (const [address, expected] of [
      ['/crm/deals?view=kanban&q=aurora', ['Aurora fair', 'Chairs', 'Desks', 'Lamps']],
      ['/crm/deals?group=company&open=&q=desk+aurora', []],
    ] as const) {
      assert.deepEqual(named((await mia.get(address)).text), expected, address)
    }
    const grouped = await mia.get('/crm/deals?group=company&q=aurora')
    assert.include(grouped.text, 'Total, 4 deals')
    const pivot = await mia.get('/crm/deals?view=pivot&rows=company&columns=none&q=aurora')
    assert.notInclude(pivot.text, 'Quiet')
    const sheet = await mia.get('/crm/deals/export?q=aurora')
    assert.match(sheet.text, /\b4 deals\b/)
    const list = await mia.get(`${DEALS}&q=aurora&filter=open`)
    assert.match(list.text, / of 4</)
  })

  test('reaches nothing that one may not read', async ({ assert }) => {
    assert.deepEqual(await find(north, 'aurora'), ['Aurora fair', 'Chairs', 'Desks'])
    assert.lengthOf(await find(bob, 'aurora'), 4)
    await asOwner((owner) =>
      owner.query(
        `update crm_deals set name = 'Shelves' where name = 'Chairs' and tenant_id <> $1`,
        [alpha.id]
      )
    )
    assert.include(await find(mia, 'aurora'), 'Chairs')
  })

  test('follows rules and fields of what is linked', async ({ assert }) => {
    const narrowed = rule('Quiet ones', Company, {
      limits: true,
      domain: () => [['name', '=', 'Quiet']],
    })
    await withRights([narrowed], async () => {
      assert.deepEqual(await find(mia, 'aurora'), ['Aurora fair'])
      assert.deepEqual(await find(mia, 'quiet'), ['Shelves'])
    })
    await withRights([onlyFor([nobody], Company, ['name'])], async () => {
      assert.deepEqual(await find(mia, 'aurora'), ['Aurora fair'])
    })
    await withRights([onlyFor([nobody], Deal, ['company'])], async () => {
      assert.deepEqual(await find(mia, 'aurora'), ['Aurora fair'])
    })
    await withRights([onlyFor([nobody], Deal, ['name'])], async () => {
      const { text } = await mia.get('/crm/deals?q=aurora')
      assert.match(text, / of 3</)
    })
  })

  test('costs as many statements as one in the records alone', async ({ assert }) => {
    const sent = async (address: string) => {
      await mia.get(address)
      return (await watchStatements(() => mia.get(address))).length
    }
    const more = async (screen: string) =>
      (await sent(`${screen}&q=nora+works+chair`)) - (await sent(screen))
    assert.equal(await more(DEALS), await more('/crm/companies?sort=name'))
  })

  test('is exact where a word has too many hits to be named', async ({ assert }) => {
    await asOwner(async (owner) => {
      await owner.query(
        `insert into crm_companies (tenant_id, name) select $1, 'Meadow ' || n from generate_series(1, $2) n`,
        [alpha.id, MOST_SOUGHT + 100]
      )
      await owner.query(
        `insert into crm_deals (tenant_id, name, position, stage_id, company_id)
         select $1, 'Meadow sale ' || n, 'a', (select id from crm_stages where tenant_id = $1 limit 1), null
         from generate_series(1, $2) n`,
        [alpha.id, MOST_SOUGHT + 100]
      )
      await owner.query(
        `insert into crm_deals (tenant_id, name, position, stage_id, company_id)
         select c.tenant_id, 'Lonely', 'a', (select id from crm_stages where tenant_id = $1 limit 1), c.id
         from crm_companies c where c.tenant_id = $1 and c.name = 'Meadow ' || $2`,
        [alpha.id, MOST_SOUGHT + 100]
      )
    })
    const counted = async (q: string) =>
      / of ([\d,]+)</.exec((await mia.get(`${DEALS}&q=${q}`)).text)?.[1]
    assert.equal(await counted('meadow'), '1,101')
    assert.equal(await counted('lonely+meadow'), '1')
    assert.equal(await counted('meadow+1099'), '1')
  })
})
