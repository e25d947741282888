import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { activityTypeTables } from '#database/foundation/activity_types'
import { activityTypeLanguages } from '#database/foundation/activity_type_languages'
import { ActivityType } from '#modules/base/models/activity_type'
import { asOwner } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { rowsOf, withTalk } from './talk.ts'

interface StoredActivity {
  id: string
  summary: string
  type_id: string
  user_id: string
  done_at: Date | null
}

const stored = () => rowsOf<StoredActivity>('activities')
const day = (offset: number) => DateTime.utc().plus({ days: offset }).toISODate()!
const SCREEN = '/base/activity-types'

test.group('Activity types', (group) => {
  const talk = withTalk(group)

  const administrator = async () => {
    const { email } = await talk.alpha.user('adam@alpha.test', ['base.administrator'])
    const visitor = await Visitor.of(email)
    await visitor.get(SCREEN)
    return visitor
  }
  const values = { chaining: 'suggest', icon: 'truck', days: '3', sequence: '5', active: '1' }
  const makeType = async (changes: Record<string, string>) => {
    const visitor = await administrator()
    const { path, text } = await visitor.post(SCREEN, { name: 'Delivery', ...values, ...changes })
    return { id: path.split('/').at(-1)!, visitor, text }
  }
  const plan = (changes: Record<string, string>) =>
    talk.visitor.post(`${talk.href}/activities`, {
      summary: '',
      dueOn: day(1),
      userId: talk.mia.id,
      note: '',
      ...changes,
    })

  test('are shipped, and administered by those who may', async ({ assert }) => {
    const { text } = await talk.visitor.get(SCREEN)
    for (const name of ['To do', 'Call', 'Meeting', 'E-mail']) assert.include(text, name)
    assert.equal((await talk.visitor.post(SCREEN, { name: 'Mine', ...values })).status, 403)
    const { id } = await makeType({})
    const form = await talk.visitor.get(`${talk.href}/activities/new`)
    assert.match(form.text, new RegExp(`<option value="${id}" selected[^>]*>Delivery<`))
    assert.include(form.text, `value="${day(3)}"`)
  })

  test('say with what an activity begins', async ({ assert }) => {
    const { id } = await makeType({ summary: 'Bring it', user: talk.jonah.id, sequence: '99' })
    const form = await talk.visitor.get(`${talk.href}/activities/new?type=${id}`)
    assert.include(form.text, 'value="Bring it"')
    assert.match(form.text, new RegExp(`<option value="${talk.jonah.id}" selected`))
    await plan({ typeId: id, userId: talk.jonah.id })
    assert.containSubset(await stored(), [{ summary: 'Bring it', type_id: id }])
    const { text } = await talk.visitor.get(talk.href)
    assert.include(text, '#truck"')
    assert.include((await talk.visitor.get('/crm/contacts?view=activity')).text, 'Delivery')
  })

  test('plan what follows, or offer it', async ({ assert }) => {
    const { id } = await makeType({
      summary: 'Bring it',
      next: talk.types.meeting,
      chaining: 'trigger',
    })
    await plan({ typeId: id })
    const [first] = await stored()
    const done = await talk.visitor.post(`${talk.href}/activities/${first!.id}/completion`, {
      feedback: '',
      next: '1',
    })
    assert.include(done.text, '“Bring it” is done. Next: Meeting.')
    assert.equal(done.path, `${talk.href}#thread`)
    const [, second] = await stored()
    assert.equal(second!.summary, 'Meeting')
    assert.equal(second!.type_id, talk.types.meeting)
    assert.include(
      (await talk.visitor.get(`${talk.href}/activities/${second!.id}/edit`)).text,
      `value="${day(7)}"`
    )
    const offered = await talk.visitor.post(`${talk.href}/activities/${second!.id}/completion`, {
      feedback: '',
      next: '1',
    })
    assert.include(offered.text, `<option value="${talk.types.email}" selected`)
    assert.lengthOf(await stored(), 2)
  })

  test('that are archived are offered no more, and stay with what is planned', async ({
    assert,
  }) => {
    await plan({ typeId: talk.types.call, summary: 'Old' })
    const visitor = await administrator()
    await visitor.post(`${SCREEN}/${talk.types.call}/archival`)
    const fresh = await talk.visitor.get(`${talk.href}/activities/new`)
    assert.notInclude(fresh.text, talk.types.call)
    assert.equal((await plan({ typeId: talk.types.call, summary: 'x' })).status, 422)
    const [activity] = await stored()
    const edit = await talk.visitor.get(`${talk.href}/activities/${activity!.id}/edit`)
    assert.include(edit.text, `<option value="${talk.types.call}" selected`)
    assert.include((await talk.visitor.get(talk.href)).text, '#phone"')
  })

  test('with activities are not deleted', async ({ assert }) => {
    await plan({ typeId: talk.types.call, summary: 'Old' })
    const visitor = await administrator()
    const { text } = await visitor.post(`${SCREEN}/${talk.types.call}?_method=DELETE`)
    assert.include(text, 'The activity type is kept')
    assert.lengthOf(await talk.alpha.run(() => ActivityType.query()), 4)
  })

  test('are edited by a tenant and reset to what is shipped', async ({ assert }) => {
    const visitor = await administrator()
    const own = `${SCREEN}/${talk.types.call}`
    const form = hiddenValues((await visitor.get(own)).text)
    await visitor.post(`${own}?_method=PUT`, { ...form, ...values, name: 'Ring' })
    const differing = await visitor.get('/base/shipped')
    assert.include(differing.text, 'Ring')
  })

  test('are found for what older servers plan, by its kind', async ({ assert }) => {
    await talk.alpha.run((environment) =>
      environment.query(
        `insert into activities (record_table, record_id, kind, summary, due_on, user_id)
         values ('crm_contacts', $1, 'meeting', 'By kind', $2, $3)`,
        [talk.contact.id, day(1), talk.mia.id]
      )
    )
    assert.equal((await stored())[0]!.type_id, talk.types.meeting)
  })

  test('come to tenants that were there before, with what they have planned', async ({
    assert,
  }) => {
    await plan({ typeId: talk.types.call, summary: 'From before' })
    await asOwner(async (owner) => {
      await owner.query('begin')
      try {
        await owner.query(`drop trigger typed on activities; drop function app.type_of_activity();
          alter table activities drop column type_id; drop table activity_types;
          delete from external_ids where table_name = 'activity_types';
          update activities set kind = 'call'`)
        await owner.query(activityTypeTables())
        await owner.query(activityTypeLanguages())
        const { rows } = await owner.query(
          `select t.name, e.name as external from activities a join activity_types t on t.id = a.type_id
           join external_ids e on e.record_id = t.id`
        )
        assert.deepEqual(rows, [{ name: 'Call', external: 'activity_call' }])
        const ship = async () => {
          const shipped = await owner.query(`select * from app.ship_data('base')`)
          return shipped.rows.map(({ made, changed, kept }) => [made, changed, kept])
        }
        assert.deepEqual(
          await ship(),
          Array.from({ length: 4 }, () => [0, 1, 0]),
          'each gets its name in other languages, and none is made twice'
        )
        assert.deepEqual(
          await ship(),
          Array.from({ length: 4 }, () => [0, 0, 0])
        )
      } finally {
        await owner.query('rollback')
      }
    })
  })
})
