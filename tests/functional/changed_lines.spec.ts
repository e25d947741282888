import { test } from '@japa/runner'
import { Department } from '#modules/base/models/department'
import { Employee } from '#modules/base/models/employee'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const CHANGES = '/base/departments/changes'

test.group('Lines that change while they are typed', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let head: Employee
  let other: Employee
  let hidden: Employee
  let bo: Employee
  let workshop: Department

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.user('reader@alpha.test', ['base.support'])
    const [inNorth, inSouth] = ['North', 'South'].map((name) => alpha.location(name))
    await alpha.run(async () => {
      head = await Employee.create({ firstName: 'Hedda', locationId: inNorth })
      other = await Employee.create({ firstName: 'Otto', locationId: inNorth })
      hidden = await Employee.create({ firstName: 'Hidden', locationId: inSouth })
      const values = { name: 'Workshop', managerId: head.id, locationId: inNorth }
      workshop = await Department.create(values)
      bo = await Employee.create({
        firstName: 'Bo',
        departmentId: workshop.id,
        locationId: inNorth,
      })
    })
    mia = await Visitor.of('mia@alpha.test')
    await mia.get('/base/departments/new')
  })

  const asked = async (changed: string, fields: Record<string, string> = {}, by = mia) => {
    const { status, text } = await by.post(
      `${CHANGES}?record=${workshop.id}&changed=${changed}`,
      fields
    )
    assertStatus(status, text)
    return cellsIn(text)
  }
  /** What cells of lines are to hold. */
  const cellsIn = (text: string) => {
    const all = Object.entries(JSON.parse(text) as Record<string, unknown>)
    return Object.fromEntries(all.filter(([name]) => name.includes('.')))
  }
  const assertStatus = (status: number, text: string) => {
    if (status !== 200) throw new Error(`${status} ${text}`)
  }

  test('have what comes with their record, stored or as it is typed', async ({ assert }) => {
    const form = await mia.get(`/base/departments/${workshop.id}`)
    assert.include(form.text, `/base/departments/changes?record=${workshop.id}`)
    const begun = { 'employees.new1.firstName': 'Ada' }
    assert.deepEqual(await asked('employees.new1', begun), {
      'employees.new1.manager': { value: head.id, label: 'Hedda' },
    })
    assert.deepEqual(await asked('employees.new1', { ...begun, manager: other.id }), {
      'employees.new1.manager': { value: other.id, label: 'Otto' },
    })
    const { text } = await mia.post(`${CHANGES}?changed=employees.new1`, { manager: head.id })
    assert.deepEqual(cellsIn(text), {
      'employees.new1.manager': { value: head.id, label: 'Hedda' },
    })
    const made = await alpha.run(() => Employee.query().where('firstName', 'Ada'))
    assert.lengthOf(made, 0)
  })

  test('keep what was typed into them', async ({ assert }) => {
    const typed = {
      'employees.new1.manager': other.id,
      'employees.new1.manager_text': 'Otto',
    }
    assert.deepEqual(await asked('employees.new1', typed), {})
    assert.deepEqual(await asked('employees.new1.firstName', typed), {})
    assert.deepEqual(await asked(`employees.${bo.id}.jobTitle`), {})
  })

  test('are told of nothing that one may not read', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    await north.get('/base/departments/new')
    const near = await asked('employees.new1', {}, north)
    assert.deepEqual(Object.keys(near), ['employees.new1.manager'])
    assert.deepEqual(await asked('employees.new1', { manager: hidden.id }, north), {})
    await alpha.run(() => workshop.merge({ managerId: hidden.id }).save())
    assert.deepEqual(await asked('employees.new1', {}, north), {})
    await alpha.run(() => workshop.merge({ managerId: head.id }).save())
  })

  test('follow what is pasted into many of them, which stays as it is', async ({ assert }) => {
    const cells = (line: number) => ({
      [`employees.new${line}.firstName`]: 'Ada',
      [`employees.new${line}.manager`]: line === 2 ? other.id : '',
      [`employees.new${line}.manager_text`]: line === 2 ? 'Otto' : '',
    })
    const pasted = (...lines: number[]) => {
      const names = lines.flatMap((line) => Object.keys(cells(line)).slice(0, 2))
      const begun = lines.map((line) => `employees.new${line}`)
      return asked(
        [...begun, ...names].join(','),
        Object.assign({}, ...lines.map((line) => cells(line))) as Record<string, string>
      )
    }
    assert.deepEqual(await pasted(1, 2), {})
    const follows = (line: number) => [
      `employees.new${line}.manager`,
      { value: head.id, label: 'Hedda' },
    ]
    const named = (lines: number[]) =>
      asked(
        lines.map((line) => `employees.new${line},employees.new${line}.firstName`).join(','),
        Object.assign({}, ...lines.map((line) => cells(line))) as Record<string, string>
      )
    assert.deepEqual(await named([1, 2, 3]), Object.fromEntries([follows(1), follows(3)]))
    const few = await watchStatements(() => named([1]))
    const many = await watchStatements(() => named([1, 3, 4, 5, 6, 7, 8, 9]))
    assert.lengthOf(many, few.length)
    const strange = `employees.new1,employees.${other.id}.firstName`
    const refused = await mia.post(`${CHANGES}?record=${workshop.id}&changed=${strange}`)
    assert.equal(refused.status, 404)
  })

  test('are refused where one may not write them, or they are not of the record', async ({
    assert,
  }) => {
    const status = async (changed: string, record: string, by = mia) =>
      (await by.post(`${CHANGES}?record=${record}&changed=${changed}`)).status
    assert.equal(await status(`employees.${bo.id}.manager`, workshop.id), 200)
    assert.equal(await status(`employees.${other.id}.manager`, workshop.id), 404)
    assert.equal(await status('employees.none.manager', workshop.id), 404)
    assert.equal(await status('members.new1.manager', workshop.id), 404)
    assert.equal(await status('employees.new1', bo.id), 404)
    const north = await Visitor.of('north@alpha.test')
    await north.get('/base/departments/new')
    assert.equal(await status(`employees.${hidden.id}.manager`, workshop.id, north), 404)
    const reader = await Visitor.of('reader@alpha.test')
    const form = await reader.get(`/base/departments/${workshop.id}`)
    assert.notInclude(form.text, 'data-changes')
    assert.equal(await status('employees.new1', workshop.id, reader), 403)
  })

  test('cost the same however many there are', async ({ assert }) => {
    const lines = (many: number) =>
      Object.fromEntries(
        Array.from({ length: many }, (_, index) => [
          [`employees.new${index + 1}.firstName`, 'Ada'],
          [`employees.new${index + 1}.manager`, ''],
          [`employees.new${index + 1}.manager_text`, 'Otto'],
        ]).flat()
      ) as Record<string, string>
    const few = await watchStatements(() => asked('employees.new1', lines(1)))
    const many = await watchStatements(() => asked('employees.new1', lines(30)))
    assert.lengthOf(many, few.length)
  })
})
