import { test } from '@japa/runner'
import { Stage } from '#modules/crm/models/stage'
import { columnsOf, withBoard } from '#tests/support/deals'
import { TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const BOARD = '/crm/deals?view=kanban'

test.group('Columns of a board', (group) => {
  const deals = { New: [{ name: 'Bench' }], Won: [{ name: 'Counter' }] }
  const board = withBoard(group, 'crm.manager', deals)

  group.each.setup(async () => {
    await board.tenant.user('sam@alpha.test', ['crm.user'])
    await board.manager.get(BOARD)
  })

  const names = (html: string) => columnsOf(html).map(({ name }) => name)
  const column = (name: string, method?: string) =>
    `/crm/deals/board/${board.ids.get(name)}?${method ? `_method=${method}&` : ''}view=kanban`

  test('are made on it, at the end', async ({ assert }) => {
    const before = names((await board.manager.get(BOARD)).text)
    const made = await board.manager.post('/crm/deals/board?view=kanban', { title: 'Waiting' })
    assert.equal(made.path, BOARD)
    assert.deepEqual(names(made.text), [...before, 'Waiting'])
    const empty = await board.manager.post('/crm/deals/board?view=kanban', { title: ' ' })
    assert.match(empty.text, /role="alert"/)
    assert.equal(names(empty.text).length, before.length + 1)
  })

  test('are renamed, and what is wrong stands beside the name', async ({ assert }) => {
    const page = (await board.manager.get(column('New'))).text
    assert.match(page, /name="title" value="New"/)
    const renamed = await board.manager.post(column('New', 'PUT'), { title: 'Fresh' })
    assert.include(names(renamed.text), 'Fresh')
    assert.match(renamed.text, /action="\/base\/audit\/[^"]+\/undo"/)
    const refused = await board.manager.post(column('New', 'PUT'), { title: '' })
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'column-fault')
  })

  test('are put one place to a side, or behind another', async ({ assert }) => {
    const before = names((await board.manager.get(BOARD)).text)
    const [first, second, third] = before
    const right = names((await board.manager.post(column(first!, 'PUT'), { step: 'right' })).text)
    assert.deepEqual(right.slice(0, 3), [second, first, third])
    const left = names((await board.manager.post(column(first!, 'PUT'), { step: 'left' })).text)
    assert.deepEqual(left, before)
    const still = names((await board.manager.post(column(first!, 'PUT'), { step: 'left' })).text)
    assert.deepEqual(still, before)
    const after = { after: board.ids.get(third!)! }
    const put = names((await board.manager.post(column(first!, 'PUT'), after)).text)
    assert.deepEqual(put.slice(0, 3), [second, third, first])
    const top = names((await board.manager.post(column(third!, 'PUT'), { after: '' })).text)
    assert.deepEqual(top.slice(0, 3), [third, second, first])
  })

  test('are archived, and stay as long as they hold cards', async ({ assert }) => {
    const archived = await board.manager.post(column('New', 'DELETE'))
    assert.include(names(archived.text), 'New')
    const stage = await board.tenant.run(() => Stage.findOrFail(board.ids.get('New')))
    assert.isFalse(stage.active)
    const other = (await board.tenant.run(() => Stage.all())).find(
      ({ name }) => !['New', 'Won'].includes(name)
    )!
    const gone = await board.manager.post(column(other.name, 'DELETE'))
    assert.notInclude(names(gone.text), other.name)
  })

  test('are left alone by those who may not change them', async ({ assert }) => {
    const sam = await Visitor.of('sam@alpha.test')
    const shown = (await sam.get(BOARD)).text
    assert.notInclude(shown, '/crm/deals/board')
    assert.equal((await sam.get(column('New'))).status, 404)
    for (const [method, values] of [
      ['PUT', { title: 'Mine' }],
      ['PUT', { step: 'right' }],
      ['DELETE', {}],
    ] as const) {
      const { status } = await sam.post(column('New', method), values)
      assert.include([403, 404], status)
    }
    assert.include(
      [403, 404],
      (await sam.post('/crm/deals/board?view=kanban', { title: 'X' })).status
    )
    const stage = await board.tenant.run(() => Stage.findOrFail(board.ids.get('New')))
    assert.equal(stage.name, 'New')
    assert.isTrue(stage.active)
  })

  test('that are options, or of another tenant, are not found', async ({ assert }) => {
    const options = '/crm/contacts/board/lead?_method=PUT&view=kanban'
    assert.equal((await board.manager.post(options, { title: 'X' })).status, 404)
    const beta = await TestTenant.create('Beta')
    const foreign = await beta.run(() => Stage.query().firstOrFail())
    const path = `/crm/deals/board/${foreign.id}?_method=PUT&view=kanban`
    assert.equal((await board.manager.post(path, { title: 'X' })).status, 404)
  })
})
