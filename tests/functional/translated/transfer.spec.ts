import { test } from '@japa/runner'
import { Stage } from '#modules/crm/models/stage'
import { chosenOf, figuresOf, Importer } from '#tests/support/importer'
import { asOwner, emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

type Texts = [name: string, translations: Record<string, string> | null]

const STAGES = '/crm/stages'

/** The stages of a tenant as they are stored, whatever the language. */
async function stored(tenant: TestTenant): Promise<Texts[]> {
  const { rows } = await asOwner((owner) =>
    owner.query<{ name: string; name_translations: Record<string, string> | null }>(
      'select name, name_translations from crm_stages where tenant_id = $1 order by sequence, name',
      [tenant.id]
    )
  )
  return rows.map((row) => [row.name, row.name_translations])
}

test.group('Translated values in files', (group) => {
  let alpha: TestTenant
  let german: Visitor
  let english: Visitor
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('ines@alpha.test', ['base.administrator'])
    await alpha.user('mia@alpha.test', ['base.administrator'])
    await speak('de', 'ines@alpha.test')
    await alpha.run(async () => {
      for (const stage of await Stage.all()) await stage.delete()
      const stage = new Stage()
      stage.setFieldValue('name', 'Waiting')
      stage.setFieldValue('name:de', 'Abwarten')
      await stage.merge({ sequence: 1 }).save()
      await Stage.create({ name: 'Zoo', sequence: 2 })
    })
    german = await Visitor.of('ines@alpha.test')
    english = await Visitor.of('mia@alpha.test')
    return emptyDatabase
  })

  const exported = async (visitor: Visitor) => {
    await visitor.get(`${STAGES}/export`)
    const { text } = await visitor.post(`${STAGES}/export`, {
      'format': 'csv',
      'content': 'import',
      'columns[]': ['name', visitor === german ? 'name:en' : 'name:de', 'sequence', 'outcome'],
    })
    return text
  }

  test('go out under their languages, and change what they came from in these', async ({
    assert,
  }) => {
    const file = await exported(german)
    assert.match(file, /^id,name:de,name:en,sequence,outcome\r\n/)
    assert.include(file, ',Abwarten,Waiting,1,')
    assert.include(file, ',Zoo,Zoo,2,')
    const importer = new Importer(english, STAGES)
    const page = await importer.upload(file)
    assert.deepEqual(chosenOf(page.text), ['id', 'name:de', 'name', 'sequence', 'outcome'])
    const same = await importer.match(page, { key: 'id' })
    assert.deepEqual(figuresOf(same.text), [2, 0, 0, 2, 0])
    const changed = file.replace('Abwarten', 'Ruhen').replace('Zoo,Zoo', 'Tiere,Animals')
    await importer.run(await importer.test(changed, { key: 'id' }))
    assert.deepEqual(await stored(alpha), [
      ['Waiting', { de: 'Ruhen' }],
      ['Animals', { de: 'Tiere' }],
    ])
  })

  test('empty a translation that is there, and nothing else, where empty cells do', async ({
    assert,
  }) => {
    const importer = new Importer(english, STAGES)
    const file = await exported(english)
    assert.include(file, ',Zoo,,2,')
    const given = { key: 'id', clearsEmpty: '1' }
    assert.deepEqual(figuresOf((await importer.test(file, given)).text), [2, 0, 0, 2, 0])
    const emptied = file.replace('Waiting,Abwarten', 'Waiting,')
    const done = await importer.run(await importer.test(emptied, given))
    assert.deepEqual(figuresOf(done.text), [2, 0, 1, 1, 0])
    assert.deepEqual(await stored(alpha), [
      ['Waiting', null],
      ['Zoo', null],
    ])
  })

  test('make the same records elsewhere, whatever language the importer speaks', async ({
    assert,
  }) => {
    const file = await exported(english)
    const beta = await TestTenant.create('Beta')
    await beta.user('uwe@beta.test', ['base.administrator'])
    await speak('de', 'uwe@beta.test')
    await beta.run(async () => {
      for (const stage of await Stage.all()) await stage.delete()
    })
    const importer = new Importer(await Visitor.of('uwe@beta.test'), STAGES)
    const done = await importer.run(await importer.test(file, { key: '' }))
    assert.deepEqual(figuresOf(done.text), [2, 2, 0, 0, 0])
    assert.deepEqual(await stored(beta), await stored(alpha))
  })
})
