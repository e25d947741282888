import { test } from '@japa/runner'
import { operations, type Operation } from '#app/access/declarations'
import { Environment } from '#app/environment/environment'
import { Records } from '#app/access/records'
import { Registry } from '#app/modules/registry'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { ApiClient } from '#tests/support/api_client'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

/** Whose a record is, seen from the one who asks. `mail` carries their e-mail address. */
const kinds = ['own', 'team', 'other', 'mail'] as const
type Kind = (typeof kinds)[number]

type Screen = 'contacts' | 'companies' | 'deals'
type Rights = Partial<Record<Operation, readonly Kind[]>>
const all = kinds
const everything = { read: all, write: all, create: all, delete: all }

/**
 * What each role may do with contacts, companies and deals of its locations. `base.team_manager` is
 * the manager of a department, `crm.representative` the employee.
 */
const matrix: Readonly<Record<string, Readonly<Record<Screen, Rights>>>> = {
  'base.platform_administrator': same(everything),
  'base.administrator': same(everything),
  'base.manager': same(everything),
  'base.location_manager': same(everything),
  'base.team_manager': same({ read: all, write: ['own', 'team'], create: ['own', 'team'] }),
  'crm.user': same({ read: all, write: all, create: all }),
  'crm.representative': same({ read: ['own'], write: ['own'], create: ['own'] }),
  'base.support': same({ read: all }),
  'base.user': same({}),
  'base.portal': { contacts: { read: ['mail'] }, companies: {}, deals: {} },
}

function same(rights: Rights): Record<Screen, Rights> {
  return { contacts: rights, companies: rights, deals: rights }
}

/** What each role may do with any record of the other models. */
const models: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Tag: {
    'base.user': 'read',
    'base.support': 'read',
    'base.team_manager': 'read',
    'crm.representative': 'read',
    'crm.user': 'read',
    'base.location_manager': 'read write create',
    'base.manager': 'read write create',
    'base.administrator': 'read write create delete',
    'base.platform_administrator': 'read write create delete',
  },
  Stage: {
    'base.user': 'read',
    'base.support': 'read',
    'base.team_manager': 'read',
    'crm.representative': 'read',
    'crm.user': 'read',
    'base.location_manager': 'read write create delete',
    'base.manager': 'read write create delete',
    'base.administrator': 'read write create delete',
    'base.platform_administrator': 'read write create delete',
  },
  Meeting: {
    'base.support': 'read',
    'base.team_manager': 'read write create',
    'crm.representative': 'read write create',
    'crm.user': 'read write create',
    'base.location_manager': 'read write create delete',
    'base.manager': 'read write create delete',
    'base.administrator': 'read write create delete',
    'base.platform_administrator': 'read write create delete',
  },
  ActivityType: {
    'base.user': 'read',
    'base.support': 'read',
    'base.team_manager': 'read',
    'crm.representative': 'read',
    'crm.user': 'read',
    'base.location_manager': 'read',
    'base.manager': 'read',
    'base.administrator': 'read write create delete',
    'base.platform_administrator': 'read write create delete',
  },
  CustomField: {
    'base.administrator': 'read write create delete',
    'base.platform_administrator': 'read write create delete',
  },
  IncomingEvent: {
    'base.administrator': 'read write',
    'base.platform_administrator': 'read write',
  },
  ContactLink: { 'base.administrator': 'read', 'base.platform_administrator': 'read' },
  Connection: {
    'base.administrator': 'read write create delete',
    'base.platform_administrator': 'read write create delete',
  },
}

/** What each role may do beside its records: lists as files, and programs that act for it. */
const permissions: Readonly<Record<string, { export?: true; api?: 'read' | 'write' }>> = {
  'base.platform_administrator': { export: true, api: 'write' },
  'base.administrator': { export: true, api: 'write' },
  'base.manager': { export: true, api: 'write' },
  'base.location_manager': { export: true, api: 'write' },
  'base.team_manager': { export: true, api: 'write' },
  'crm.user': { api: 'read' },
  'crm.representative': { api: 'read' },
  'base.support': { api: 'read' },
  'base.user': { api: 'read' },
  'base.portal': {},
}

const roles = Object.keys(matrix)
const screens = { contacts: Contact, companies: Company, deals: Deal } as const

test.group('Permission matrix', (group) => {
  let tenant: TestTenant
  const people = new Map<string, TestUser>()
  const visitors = new Map<string, Visitor>()
  /** Ids of the records by role, screen, kind and operation. */
  const ids = new Map<string, string>()
  const owners = new Map<string, string>()

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    const colleague = await tenant.user('colleague@alpha.test', ['crm.user'], ['North'])
    const stranger = await tenant.user('stranger@alpha.test', ['crm.user'], ['North'])
    for (const role of roles) {
      const isPlatform = role === 'base.platform_administrator'
      const email = `${role.replace('.', '-').replaceAll('_', '-')}@alpha.test`
      const user = await tenant.user(email, isPlatform ? [] : [role], ['North'])
      if (isPlatform) await makePlatformAdministrator(user)
      const groups = Registry.current.access.imply([role], isPlatform)
      people.set(role, { ...user, asker: { ...user.asker, groups } })
      await lead(user.id, colleague.id)
      owners.set(`${role} own`, user.id)
      owners.set(`${role} team`, colleague.id)
      owners.set(`${role} other`, stranger.id)
      owners.set(`${role} mail`, stranger.id)
      for (const screen of Object.keys(screens)) {
        for (const kind of kinds) {
          for (const use of ['seen', 'deleted']) {
            ids.set(`${role} ${screen} ${kind} ${use}`, await make(screen, role, kind, use))
          }
        }
      }
      const visitor = new Visitor()
      await visitor.logIn(email)
      visitors.set(role, visitor)
    }
    return emptyDatabase
  })

  async function makePlatformAdministrator({ id }: TestUser) {
    const sql = 'update identity.users set is_platform_administrator = true where id = $1'
    await asOwner((owner) => owner.query(sql, [id]))
  }

  async function lead(leader: string, member: string) {
    await asOwner(async (owner) => {
      const { rows } = await owner.query(
        `insert into base_teams (tenant_id, name, leader_id) values ($1, $2, $3) returning id`,
        [tenant.id, `Team of ${leader}`, leader]
      )
      await owner.query(
        'insert into base_team_members (tenant_id, team_id, user_id) values ($1, $2, $3)',
        [tenant.id, rows[0].id, member]
      )
    })
  }

  async function make(screen: string, role: string, kind: Kind, use: string): Promise<string> {
    const common = { locationId: tenant.location('North'), ownerId: owners.get(`${role} ${kind}`)! }
    const email = kind === 'mail' && use === 'seen' ? people.get(role)!.email : null
    const name = `${role} ${kind}`
    return tenant.run(async () => {
      if (screen === 'companies') return (await Company.create({ ...common, name })).id
      if (screen === 'deals') return (await Deal.create({ ...common, name })).id
      return (await Contact.create({ ...common, firstName: name, email })).id
    })
  }

  const names = { contacts: 'firstName', companies: 'name', deals: 'name' } as const
  const changed = { contacts: 'city', companies: 'city', deals: 'source' } as const

  for (const role of roles) {
    for (const screen of Object.keys(screens) as (keyof typeof screens)[]) {
      const rights = matrix[role]![screen]
      const may = (operation: Operation, kind: Kind) => rights[operation]?.includes(kind) ?? false
      /** A portal user is recognised by the address, which companies and deleted records lack. */
      const tried = kinds.filter((kind) => kind !== 'mail' || role === 'base.portal')

      test(`${role}: ${screen} on screen`, async ({ assert }) => {
        const visitor = visitors.get(role)!
        const list = await visitor.get(`/crm/${screen}?q=${role}`)
        assert.equal(list.status, rights.read ? 200 : 404)
        for (const kind of tried) {
          const id = ids.get(`${role} ${screen} ${kind} seen`)!
          const address = `/crm/${screen}/${id}`
          const page = await visitor.get(address)
          assert.equal(page.status, may('read', kind) ? 200 : 404, `read ${kind}`)
          assert.equal(list.text.includes(id), may('read', kind), `list ${kind}`)
          const offered = (link: string) => page.text.includes(link)
          assert.equal(offered(`${address}?_method=PUT`), may('write', kind), `Save ${kind}`)
          assert.equal(offered(`${address}/archival`), may('write', kind), `Archive ${kind}`)
          assert.equal(offered(`${address}/deletion`), may('delete', kind), `Delete ${kind}`)
          await visitor.get('/account/sessions')
          const written = await visitor.post(`${address}?_method=PUT`, {
            ...(page.status === 200 ? hiddenValues(page.text) : {}),
            [changed[screen]]: `Changed by ${kind}`,
          })
          const isWritten = (await stored(screen, id))?.[changed[screen]] === `Changed by ${kind}`
          assert.equal(isWritten, may('write', kind), `write ${kind}`)
          const isDenied = may('read', kind) || (rights.read && !rights.write)
          const refusal = isDenied ? 403 : 404
          assert.equal(written.status, may('write', kind) ? 200 : refusal, `write ${kind}`)
          const gone = `/crm/${screen}/${ids.get(`${role} ${screen} ${kind} deleted`)!}`
          const deletion = await visitor.post(`${gone}?_method=DELETE`)
          const isGone = !(await stored(screen, gone.split('/').at(-1)!))
          assert.equal(isGone, may('delete', kind), `delete ${kind}: ${deletion.status}`)
        }
        for (const kind of tried.filter((each) => each !== 'mail')) {
          const name = `New ${role} ${kind}`
          await visitor.get('/account/sessions')
          const created = await visitor.post(`/crm/${screen}`, {
            [names[screen]]: name,
            owner: owners.get(`${role} ${kind}`)!,
            location: tenant.location('North'),
          })
          const isThere = await exists(screen, name)
          assert.equal(isThere, may('create', kind), `create ${kind}: ${created.status}`)
          if (!isThere) assert.include([403, 404, 422], created.status, `create ${kind}`)
        }
      })
    }

    test(`${role}: data as files, and programs`, async ({ assert }) => {
      const { asker } = people.get(role)!
      const { export: mayExport = false, api } = permissions[role]!
      assert.equal(asker.groups.has('base.export'), mayExport)
      const client = await ApiClient.of(people.get(role)!)
      const list = await client.get('/crm/contacts')
      const isShown = matrix[role]!.contacts.read !== undefined
      assert.equal(list.status, api ? (isShown ? 200 : 404) : 403)
      if (!api) assert.equal(list.body.code, 'E_API_ACCESS')
      const created = await client.post('/crm/contacts', {
        firstName: `Program of ${role}`,
        owner: owners.get(`${role} own`)!,
        location: tenant.location('North'),
      })
      assert.equal(created.status === 201, api === 'write')
      if (api === 'read' && isShown) assert.equal(created.body.code, 'E_API_ACCESS')
      const tokens = await visitors.get(role)!.get('/account/tokens')
      assert.equal(tokens.status, api ? 200 : 404)
      assert.equal(tokens.text.includes('value="write"'), api === 'write')
    })

    test(`${role}: other records`, async ({ assert }) => {
      const { asker } = people.get(role)!
      await Environment.run(asker, async () => {
        for (const [name, table] of Object.entries(models)) {
          const model = Registry.current.models.find((each) => each.name === name)!
          const records = new Records(model, Registry.current.access)
          const allowed = operations.filter((operation) => records.allows(operation))
          assert.deepEqual(allowed.join(' '), table[role] ?? '', name)
        }
      })
    })
  }

  test('only being its administrator makes one of the platform', ({ assert }) => {
    const { access } = Registry.current
    assert.isFalse(access.imply(['base.platform_administrator']).has('base.administrator'))
    assert.isTrue(access.imply([], true).has('base.administrator'))
    const given = access.roles.map(({ name }) => name)
    assert.notInclude(given, 'base.platform_administrator')
    assert.includeMembers(given, ['base.administrator', 'base.team_manager', 'crm.representative'])
  })

  test('a representative who writes a record out of reach is told where', async ({ assert }) => {
    const role = 'crm.representative'
    const visitor = visitors.get(role)!
    await visitor.get('/crm/contacts/new')
    const answer = await visitor.post('/crm/contacts', {
      firstName: 'Given away',
      owner: owners.get(`${role} other`)!,
      location: tenant.location('North'),
    })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /id="field-owner-error">.*?out of your reach/)
    assert.isFalse(await exists('contacts', 'Given away'))
  })

  const tables = {
    contacts: 'crm_contacts',
    companies: 'crm_companies',
    deals: 'crm_deals',
  } as const
  const stored = (screen: keyof typeof screens, id: string) =>
    asOwner(async (owner) => {
      const { rows } = await owner.query(`select * from ${tables[screen]} where id = $1`, [id])
      return rows[0]
    })
  const exists = (screen: keyof typeof screens, name: string) =>
    asOwner(async (owner) => {
      const sql = `select from ${tables[screen]} where name = $1`
      return (await owner.query(sql, [name])).rowCount === 1
    })
})
