import { test } from '@japa/runner'
import { inEnglish, reason } from '#app/domains/reasons'
import { AppliedExtensions } from '#app/modules/applied_extensions'
import type { Extension, ExtensionFault } from '#app/modules/extensions'
import type { LoadedModule } from '#app/modules/loader'
import { ModelCatalogue } from '#app/models/catalogue'
import { extend, hook } from '#app/models/extension'
import { integer, text } from '#app/models/fields'
import { Model } from '#app/models/model'
import { after, extendForm } from '#app/views/extension'
import { form, section, type FormTree, type View } from '#app/views/declarations'

class Person extends Model {
  static override table = 'people'
  static override fields = { name: text({ label: 'Name', required: true }) }
}

const personForm = form(Person, {
  sheet: [section('Person', ['name'] as never)],
}) as unknown as View<never>

const points = extend(Person, { points: integer({ label: 'Points' }) })

function moduleOf(name: string, extensions: Extension[] = [], faults: ExtensionFault[] = []) {
  const file = { by: name, module: 'people', file: 'extends/people/person.ts' }
  return {
    name,
    extensions: extensions.length > 0 ? [{ ...file, extensions }] : [],
    extensionFaults: faults,
  } as unknown as LoadedModule
}

const people = moduleOf('people')

test.group('Extensions | catalogue', () => {
  test('fields are there while both modules are', ({ assert }) => {
    const loyalty = moduleOf('loyalty', [points])
    const names = (modules: LoadedModule[]) =>
      Object.keys(new AppliedExtensions(modules, []).catalogue.fieldsOf(Person))
    assert.include(names([people, loyalty]), 'points')
    assert.notInclude(names([loyalty]), 'points')
    assert.notInclude(names([people]), 'points')
  })

  test('of two that add the same field, the second is reported', ({ assert }) => {
    const again = extend(Person, { points: text({ label: 'Points' }) })
    const { catalogue, faults } = new AppliedExtensions(
      [people, moduleOf('loyalty', [points]), moduleOf('games', [again])],
      []
    )
    assert.equal(catalogue.fieldsOf(Person).points?.kind, 'integer')
    assert.deepEqual(faults, [
      {
        by: 'games',
        module: 'people',
        file: 'extends/people/person.ts',
        reason: reason('fieldTaken', { model: 'Person', name: 'points' }),
      },
    ])
  })

  test('a field of the model cannot be taken', ({ assert }) => {
    const taken = extend(Person, { version: text({ label: 'Version' }) })
    const { faults } = new AppliedExtensions([people, moduleOf('loyalty', [taken])], [])
    assert.deepEqual(
      faults.map((fault) => inEnglish(fault.reason)),
      ['Person has a field "version" already']
    )
  })

  test('a lost anchor is reported by file, and the rest of the view stands', ({ assert }) => {
    const lost = extendForm(personForm as never, after('fax' as never, ['points' as never]))
    const extensions = new AppliedExtensions(
      [people, moduleOf('loyalty', [points, lost as never])],
      []
    )
    const tree = extensions.treeOf<FormTree>(personForm)
    assert.deepEqual(tree.sheet, (personForm.tree as FormTree).sheet)
    assert.deepEqual(extensions.faults, [
      {
        by: 'loyalty',
        module: 'people',
        file: 'extends/people/person.ts',
        reason: reason('noAnchor', { anchor: 'fax' }),
      },
    ])
  })

  test('files that could not be loaded are reported while both modules are there', ({ assert }) => {
    const fault = {
      by: 'loyalty',
      module: 'people',
      file: 'extends/people/x.ts',
      reason: reason('filesGone'),
    }
    const broken = moduleOf('loyalty', [], [fault])
    assert.deepEqual(new AppliedExtensions([people, broken], []).faults, [fault])
    assert.deepEqual(new AppliedExtensions([broken], []).faults, [])
  })

  test('hooks are found by model and event', ({ assert }) => {
    const score = hook(Person, 'beforeSave', () => {})
    const catalogue = new ModelCatalogue([score])
    assert.deepEqual(catalogue.hooksOf(Person, 'beforeSave'), [score])
    assert.deepEqual(catalogue.hooksOf(Person, 'afterSave'), [])
    assert.deepEqual(catalogue.hooksOf(Model, 'beforeSave'), [])
  })
})
