import { test } from '@japa/runner'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { Registry } from '#app/modules/registry'
import { Department } from '#modules/base/models/department'
import { Employee } from '#modules/base/models/employee'
import { Team } from '#modules/base/models/team'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

test.group('Employees, departments and teams', (group) => {
  let alpha: TestTenant
  let mia: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    mia = await Visitor.of('mia@alpha.test')
  })

  test('a manager makes an employee with a department, and one of no account', async ({
    assert,
  }) => {
    const sales = await alpha.run(() => Department.create({ name: 'Sales' }))
    await mia.get('/base/employees/new')
    const made = await mia.post('/base/employees', {
      firstName: 'Ines',
      lastName: 'Duarte',
      department: sales.id,
      location: alpha.location('North'),
      email: 'Ines@alpha.test',
    })
    assert.match(made.path, /^\/base\/employees\/[0-9a-f-]{36}$/)
    assert.include(made.text, 'Ines Duarte')
    const list = await mia.get('/base/employees?q=duarte')
    assert.include(list.text, 'ines@alpha.test')
    assert.include((await mia.get(`/base/departments/${sales.id}`)).text, 'Ines Duarte')
  })

  test('a user is an employee once', async ({ assert }) => {
    const ann = await alpha.user('ann@alpha.test', ['base.user'])
    await mia.get('/base/employees/new')
    const fields = { firstName: 'Ann', user: ann.id }
    assert.equal((await mia.post('/base/employees', fields)).status, 200)
    await mia.get('/base/employees/new')
    const again = await mia.post('/base/employees', fields)
    assert.equal(again.status, 422)
    assert.match(again.text, /id="field-user-error"|Another record has this value already/)
  })

  test('a department is never below itself', async ({ assert }) => {
    const [top, middle] = await alpha.run(async () => {
      const first = await Department.create({ name: 'Top' })
      const second = await Department.create({ name: 'Middle', parentId: first.id })
      const third = await Department.create({ name: 'Bottom', parentId: second.id })
      return [first, second, third]
    })
    const put = async (parent: string) => {
      const page = await mia.get(`/base/departments/${top.id}`)
      const fields = { ...hiddenValues(page.text), name: 'Top', parent }
      return mia.post(`/base/departments/${top.id}?_method=PUT`, fields)
    }
    for (const parent of [top.id, middle.id]) {
      const answer = await put(parent)
      assert.equal(answer.status, 422)
      assert.include(answer.text, 'below itself')
    }
    assert.equal((await put('')).status, 200)
  })

  test('a team keeps its members', async ({ assert }) => {
    const ann = await alpha.user('ann@alpha.test', ['base.user'])
    await mia.get('/base/teams/new')
    await mia.post('/base/teams', { 'name': 'North', 'leader': ann.id, 'members[]': [ann.id] })
    const team = await alpha.run(() => Team.query().preload('members').firstOrFail())
    assert.deepEqual(
      team.members.map(({ id }) => id),
      [ann.id]
    )
    assert.include((await mia.get('/base/teams')).text, 'Ann Tester')
  })

  test('everybody inside reads, location managers write, administrators delete', async ({
    assert,
  }) => {
    const employee = await alpha.run(() => Employee.create({ firstName: 'Ines' }))
    for (const [name, rights] of [
      ['base.portal', []],
      ['base.user', ['read']],
      ['base.location_manager', ['read', 'create', 'write']],
      ['base.administrator', ['read', 'create', 'write', 'delete']],
    ] as const) {
      const { asker } = await alpha.user(`${name.slice(5)}@alpha.test`, [name])
      for (const model of [Employee, Department, Team]) {
        const allowed = (['read', 'create', 'write', 'delete'] as const).filter((operation) =>
          Registry.current.access.allows(asker, model, operation)
        )
        assert.deepEqual(allowed, [...rights], `${name}, ${model.name}`)
      }
    }
    const sales = await Visitor.of('user@alpha.test')
    assert.equal((await sales.get(`/base/employees/${employee.id}`)).status, 200)
    assert.equal((await sales.get('/base/employees/new')).status, 403)
    assert.equal((await sales.post('/base/employees', { firstName: 'X' })).status, 403)
    const portal = await Visitor.of('portal@alpha.test')
    assert.equal((await portal.get('/base/employees')).status, 404)
  })

  test('another location and another tenant see nothing', async ({ assert }) => {
    const north = { locationId: alpha.location('North') }
    const [employee, team] = await alpha.run(async () => [
      await Employee.create({ firstName: 'Ines', ...north }),
      await Team.create({ name: 'North', ...north }),
    ])
    await alpha.user('south@alpha.test', ['base.location_manager'], ['South'])
    const beta = await TestTenant.create('Beta')
    const bo = await beta.user('bo@beta.test', ['base.administrator'])
    for (const email of ['south@alpha.test', 'bo@beta.test']) {
      const visitor = await Visitor.of(email)
      assert.equal((await visitor.get(`/base/employees/${employee.id}`)).status, 404)
      assert.equal((await visitor.get(`/base/teams/${team.id}`)).status, 404)
      assert.notInclude((await visitor.get('/base/employees')).text, 'Ines')
    }
    const link = () =>
      new Records(Team, Registry.current.access).create({ name: 'Theirs', members: [bo.id] })
    const { asker } = await alpha.user('ada@alpha.test', ['base.administrator'])
    await assert.rejects(() => Environment.run(asker, link), /need a correction/)
  })
})
