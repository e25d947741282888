import { test } from '@japa/runner'
import { covers } from '#app/access/covers'
import { systemAsker, type Asker } from '#app/environment/scope'
import { Registry } from '#app/modules/registry'

const ID = '019a0000-0000-7000-8000-00000000000'

function member(number: number, ...groups: string[]): Asker {
  const scope = { tenantId: `${ID}0`, userId: `${ID}${number}`, locationIds: null }
  return { ...systemAsker(scope), groups: Registry.current.access.imply(groups) }
}

test.group('Who may do whatever another may', () => {
  const { access, models } = Registry.current
  const may = (one: string, other: string) =>
    covers(access, models, member(1, one), member(2, other))

  test('an administrator covers every role', ({ assert }) => {
    for (const { name } of access.roles) assert.isTrue(may('base.administrator', name), name)
  })

  test('a role covers those below it, and not those above', ({ assert }) => {
    assert.isTrue(may('base.manager', 'crm.user'))
    assert.isTrue(may('crm.user', 'crm.representative'))
    assert.isFalse(may('crm.user', 'base.manager'))
    assert.isFalse(may('crm.representative', 'crm.user'))
    assert.isFalse(may('base.portal', 'base.user'))
  })

  test('a permission is covered by those who have it alone', ({ assert }) => {
    assert.isFalse(may('crm.user', 'base.export'))
    assert.isTrue(may('base.team_manager', 'base.export'))
    assert.isFalse(access.mayGive(member(1, 'crm.user'), 'base.api_write'))
    assert.isTrue(access.mayGive(member(1, 'base.manager'), 'base.api_write'))
  })

  test('records of one’s own are no other’s', ({ assert }) => {
    assert.isFalse(may('crm.representative', 'crm.representative'))
    assert.isFalse(may('base.user', 'base.portal'))
  })
})
