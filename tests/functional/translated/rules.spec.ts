import { test } from '@japa/runner'
import { allow, rule } from '#app/access/declarations'
import { accessGroup } from '#app/access/groups'
import { AccessPolicy } from '#app/access/policy'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { Registry } from '#app/modules/registry'
import { Stage } from '#modules/crm/models/stage'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test.group('Rules about translated values', (group) => {
  group.teardown(emptyDatabase)

  test('say the same to people of all languages', async ({ assert }) => {
    await emptyDatabase()
    const tenant = await TestTenant.create('Alpha')
    const { asker } = await tenant.user('mia@alpha.test', ['tests.reader'])
    const reader = accessGroup('tests.reader', 'Reader')
    const policy = new AccessPolicy(
      [reader],
      [
        allow(reader, Stage, ['read']),
        rule('New ones', Stage, { groups: [reader], domain: () => [['name', '=', 'New']] }),
      ]
    )
    const names = (language: string) => {
      const { catalogue } = Registry.current.inLanguage(language)
      const groups = new Set([reader.name])
      return Environment.run({ ...asker, groups, language, catalogue }, async (environment) => {
        const records = new Records(Stage, policy)
        const [rows] = await environment.read([
          records.select({ fields: ['name'], order: [], limit: 10 }),
        ])
        return rows!.map(({ name }) => name)
      })
    }
    assert.deepEqual(await names('en'), ['New'])
    assert.deepEqual(await names('de'), ['Neu'])
    assert.deepEqual(await names('ja'), ['新規'])
  })
})
