import { test } from '@japa/runner'
import { E_INVALID_INPUT } from '#app/access/errors'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { Registry } from '#app/modules/registry'
import { AccessRight } from '#modules/base/models/access_right'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

test.group('Own groups, rights and rules', (group) => {
  let alpha: TestTenant
  let ada: TestUser
  let admin: Visitor
  let sam: Visitor
  let ina: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    const samUser = await alpha.user('sam@alpha.test', ['crm.user'])
    await alpha.user('ina@alpha.test', ['crm.user'])
    const beta = await TestTenant.create('Beta')
    await beta.user('bob@beta.test', ['base.administrator'])
    await alpha.run(async () => {
      await Contact.create({ firstName: 'Nora', ownerId: samUser.id, phone: '+442079460123' })
      await Contact.create({ firstName: 'Sven' })
    })
    await beta.run(() => Contact.create({ firstName: 'Bea', phone: '+442079460124' }))
    admin = await Visitor.of('ada@alpha.test')
    sam = await Visitor.of('sam@alpha.test')
    ina = await Visitor.of('ina@alpha.test')
    return emptyDatabase
  })

  /** Posts a form of its own address and returns the answer. */
  async function create(screen: string, fields: Record<string, string | string[]>) {
    const page = await admin.get(`/base/${screen}/new`)
    return admin.post(`/base/${screen}`, { ...hiddenValues(page.text), ...fields })
  }

  const right = (fields: Record<string, string | string[]>) =>
    create('rights', {
      name: 'Trial',
      kind: 'access',
      model: 'crm_contacts',
      reads: '1',
      ...fields,
    })

  const idIn = (path: string) => path.split('/').at(-1)!

  async function ownGroup(name: string, member: string): Promise<string> {
    const { path } = await create('groups', { name, summary: 'Tried.' })
    const groupName = `own.${idIn(path)}`
    await asOwner((owner) =>
      owner.query(
        `insert into membership_groups (tenant_id, user_id, group_name)
         select tenant_id, id, $1 from memberships where email = $2`,
        [groupName, member]
      )
    )
    return groupName
  }

  /** Looks at the effect and confirms it. */
  async function toggle(id: string) {
    await admin.get(`/base/rights/${id}`)
    const page = await admin.post(`/base/rights/${id}/toggleForce`)
    return { effect: page.text, answer: await admin.confirm(page) }
  }

  const seen = async (visitor: Visitor) => {
    const { text } = await visitor.get('/crm/contacts')
    return ['Nora', 'Sven', 'Bea'].filter((name) => text.includes(`>${name}<`)).join(' ')
  }

  test('a rule that limits a group is shown with its effect before it holds', async ({
    assert,
  }) => {
    const interns = await ownGroup('Interns', 'ina@alpha.test')
    const made = await right({
      'kind': 'limit',
      'groups[]': [interns],
      'domain': '[["owner", "=", "@user"]]',
      'writes': '1',
    })
    assert.equal(made.status, 200, made.text.slice(0, 300))
    const id = idIn(made.path)
    assert.equal(await seen(ina), 'Nora Sven')

    const asked = await admin.post(`/base/rights/${id}/toggleForce`)
    assert.include(asked.text, '1 user loses 2 contacts')
    assert.include(asked.text, 'Ina Tester')
    assert.notInclude(asked.text, 'Sam Tester')
    assert.include(asked.text, 'Owner is the user')
    assert.equal(await seen(ina), 'Nora Sven')

    await toggle(id)
    assert.equal(await seen(ina), '')
    assert.equal(await seen(sam), 'Nora Sven')
    const { effect } = await toggle(id)
    assert.include(effect, '1 user gains 2 contacts')
    assert.equal(await seen(ina), 'Nora Sven')
  })

  test('what a group brings is shown with its effect before it is saved', async ({ assert }) => {
    const readers = await ownGroup('Readers', 'sam@alpha.test')
    await asOwner((owner) =>
      owner.query(
        `insert into membership_groups (tenant_id, user_id, group_name)
         select tenant_id, id, $1 from memberships where email = 'ina@alpha.test'`,
        [readers]
      )
    )
    await asOwner((owner) =>
      owner.query(`delete from membership_groups where group_name = 'crm.user'`)
    )
    const address = `/base/groups/${readers.slice('own.'.length)}`
    const form = await admin.get(address)
    const asked = await admin.post(`${address}?_method=PUT`, {
      ...hiddenValues(form.text),
      'name': 'Readers',
      'includes[]': ['', 'base.support'],
    })
    assert.include(asked.text, '2 users gain 2 contacts.')
    assert.include(asked.text, 'Ina Tester')
    assert.equal((await sam.get('/crm/contacts')).status, 404)
    await admin.post(`${address}?_method=PUT`, {
      ...hiddenValues(asked.text),
      'includes[]': ['', 'base.support'],
    })
    assert.equal(await seen(sam), 'Nora Sven')
  })

  test('a rule that gives shows what others lose', async ({ assert }) => {
    const owners = await ownGroup('Owners', 'sam@alpha.test')
    await asOwner((owner) =>
      owner.query(`delete from membership_groups where group_name = 'crm.user'`)
    )
    const access = await right({ 'groups[]': [owners], 'name': 'Access' })
    const first = await toggle(idIn(access.path))
    assert.include(first.effect, 'Nothing changes')
    const given = await right({
      'kind': 'give',
      'groups[]': [owners],
      'domain': '[["owner", "=", "@user"]]',
    })
    const second = await toggle(idIn(given.path))
    assert.include(second.effect, '1 user gains 1 contact.')
    assert.equal(await seen(sam), 'Nora')
    assert.equal((await ina.get('/crm/contacts')).status, 404)
  })

  test('a right about fields hides them from others', async ({ assert }) => {
    const phone = /7946 ?012/
    const callers = await ownGroup('Callers', 'sam@alpha.test')
    const made = await right({ 'kind': 'field', 'groups[]': [callers], 'fields': 'phone, mobile' })
    const { effect } = await toggle(idIn(made.path))
    assert.include(effect, '− Phone')
    assert.match((await sam.get('/crm/contacts')).text, phone)
    assert.notMatch((await ina.get('/crm/contacts')).text, phone)
    const other = await Visitor.of('bob@beta.test')
    assert.match((await other.get('/crm/contacts')).text, phone)
  })

  test('what cannot be meant is refused beside its field', async ({ assert }) => {
    const refused: [Record<string, string>, RegExp][] = [
      [{ kind: 'limit', domain: '[["owner", "=",' }, /field-domain-error/],
      [{ kind: 'limit', domain: '[["ownr", "=", null]]' }, /no field .*ownr/],
      [{ kind: 'field', fields: 'phon' }, /There is no field .*phon.*mobile, name.*phone/],
      [{ model: 'memberships' }, /are fixed/],
      [{ model: 'invitations' }, /are fixed/],
      [{ model: 'access_rights' }, /are fixed/],
      [{ reads: '0' }, /Choose at least one/],
    ]
    for (const [fields, message] of refused) {
      const answer = await right(fields)
      assert.equal(answer.status, 422, JSON.stringify(fields))
      assert.match(answer.text, message, JSON.stringify(fields))
    }
    const platform = await create('groups', {
      'name': 'Kings',
      'includes[]': ['base.platform_administrator'],
    })
    assert.equal(platform.status, 422)
  })

  test('the form asks for what a right of its kind says, and for nothing else', async ({
    assert,
  }) => {
    const isShown = (text: string, name: string) =>
      !new RegExp(`<div class="field[^>]* hidden><label for="field-${name}"`).test(text)
    const shown = ({ text }: { text: string }) =>
      ['reads', 'domain', 'fields'].filter((name) => isShown(text, name)).join(' ')
    const made = await right({
      kind: 'limit',
      domain: '[["status", "=", "lead"]]',
      fields: 'phone',
    })
    const address = made.path
    assert.equal(shown(await admin.get(address)), 'reads domain')
    const stored = () =>
      asOwner(async (owner) => {
        const { rows } = await owner.query('select kind, domain, fields from access_rights')
        return rows
      })
    const domain = '[["status", "=", "lead"]]'
    assert.deepEqual(await stored(), [{ kind: 'limit', domain, fields: null }])

    const turn = async (fields: Record<string, string>) => {
      const { text } = await admin.get(address)
      return admin.post(`${address}?_method=PUT`, { ...hiddenValues(text), reads: '1', ...fields })
    }
    const common = { name: 'Trial', model: 'crm_contacts' }
    assert.equal((await turn({ ...common, kind: 'access' })).status, 200)
    assert.equal(shown(await admin.get(address)), 'reads')
    assert.equal((await turn({ ...common, kind: 'field' })).status, 422)
    assert.equal((await turn({ ...common, kind: 'field', fields: 'phone' })).status, 200)
    assert.equal(shown(await admin.get(address)), 'fields')
    assert.deepEqual(await stored(), [{ kind: 'field', domain, fields: 'phone' }])
  })

  test('a condition that says nothing is refused where it is written', async ({ assert }) => {
    const written = Environment.run(ada.asker, () =>
      new Records(AccessRight, Registry.current.access).create({
        name: 'Trial',
        kind: 'access',
        model: 'crm_contacts',
        domain: '[]',
      })
    )
    const error = await written.catch((thrown: unknown) => thrown)
    assert.instanceOf(error, E_INVALID_INPUT)
    assert.deepEqual((error as E_INVALID_INPUT).faults.domain, { key: 'ui.rights.fault.noRule' })
  })

  test('a group makes nobody an administrator who would be none for the database', async ({
    assert,
  }) => {
    const page = await admin.get('/base/groups/new')
    assert.include(page.text, 'value="base.manager"')
    assert.notInclude(page.text, 'value="base.administrator"')
    const answer = await create('groups', {
      'name': 'Office',
      'includes[]': ['base.administrator'],
    })
    assert.equal(answer.status, 422)
    assert.include(answer.text, 'by giving people that role itself')
  })

  test('what is in force is neither changed nor deleted', async ({ assert }) => {
    const made = await right({ kind: 'limit', domain: '[["status", "=", "lead"]]' })
    const id = idIn(made.path)
    await toggle(id)
    const address = `/base/rights/${id}`
    const values = hiddenValues((await admin.get(address)).text)
    const changed = await admin.post(`${address}?_method=PUT`, { ...values, name: 'Other' })
    assert.equal(changed.status, 422)
    assert.include(changed.text, 'out of force before you change it')
    assert.equal((await admin.post(`${address}?_method=DELETE`)).status, 403)
    await toggle(id)
    await admin.get(address)
    assert.equal((await admin.post(`${address}?_method=DELETE`)).path, '/base/rights')
  })

  test('a rule whose field has gone is taken out of force and deleted', async ({ assert }) => {
    const field = await create('custom-fields', {
      label: 'Tier',
      model: 'crm_contacts',
      kind: 'text',
      sequence: '10',
    })
    const made = await right({ kind: 'limit', domain: '[["x_tier", "=", "gold"]]' })
    const id = idIn(made.path)
    await toggle(id)
    await admin.get(`${field.path}/deletion`)
    await admin.post(`${field.path}?_method=DELETE`)
    assert.equal(await seen(sam), '')
    const { effect, answer } = await toggle(id)
    assert.include(effect, 'no field &quot;x_tier&quot;')
    assert.include(answer.text, 'is out of force')
    assert.equal(await seen(sam), 'Nora Sven')
    const again = await admin.post(`/base/rights/${id}/toggleForce`)
    assert.equal(again.status, 422)
    await admin.get(`/base/rights/${id}`)
    assert.equal((await admin.post(`/base/rights/${id}?_method=DELETE`)).path, '/base/rights')
  })

  test('an effect that was not seen is not confirmed', async ({ assert }) => {
    const made = await right({ kind: 'limit', domain: '[["status", "=", "lead"]]' })
    const id = idIn(made.path)
    await admin.get(`/base/rights/${id}`)
    const page = await admin.post(`/base/rights/${id}/toggleForce`)
    assert.include(page.text, 'Put “Trial” in force?')
    await asOwner((owner) =>
      owner.query(`update access_rights set domain = '[]' where id = $1`, [id])
    )
    const answer = await admin.confirm(page)
    assert.include(answer.text, 'Put “Trial” in force?')
    const { rows } = await asOwner((owner) => owner.query('select in_force from access_rights'))
    assert.deepEqual(rows, [{ in_force: false }])
  })

  test('only administrators of the tenant see and change any of it', async ({ assert }) => {
    const made = await right({})
    const id = idIn(made.path)
    for (const email of ['sam@alpha.test', 'bob@beta.test']) {
      const visitor = await Visitor.of(email)
      assert.equal((await visitor.get(`/base/rights/${id}`)).status, 404, email)
      await visitor.get('/account/sessions')
      const answer = await visitor.post(`/base/rights/${id}/toggleForce`)
      assert.equal(answer.status, 404, email)
    }
    assert.equal((await sam.get('/base/rights')).status, 404)
    assert.equal((await sam.get('/base/groups')).status, 404)
  })
})
