import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { form, list, Model, section, tab, tabs, text, type Has } from '#app/addon'
import { DifferenceTeller } from '#app/http/apps/difference_words'
import { textsOf } from '#app/http/texts'
import { contributionsOf } from '#app/modules/contributions/contributions_of'
import { contributionChanges } from '#app/modules/contributions/differences'
import { labelsIn } from '#app/modules/contributions/labels'
import { treeDetails } from '#app/modules/contributions/tree_details'
import { Registry } from '#app/modules/registry'
import english from '../../../resources/lang/en/apps.json' with { type: 'json' }

class Note extends Model {
  static override table = 'test_notes'
  static override label = { one: 'note', many: 'notes' }
  static override fields = {
    name: text({ label: 'Name' }),
    place: text({ label: 'Location' }),
  }
}

interface Note extends Has<typeof Note> {}

const viewOf = ({ tree }: { tree: object }) => {
  const details = treeDetails(tree)
  const labels = labelsIn(Note, details)
  return [{ kind: 'view' as const, key: 'note', name: 'notes', details, labels }]
}

/** What changes between two views, as somebody reads it who speaks German. */
function inGerman(before: { tree: object }, after: { tree: object }): string[] {
  const [change] = contributionChanges(viewOf(before), viewOf(after))
  const terms: Record<string, string> = { Location: 'Standort', More: 'Mehr', Less: 'Weniger' }
  const term = (said: string) => terms[said] ?? said
  const teller = new DifferenceTeller(change!, term, textsOf(i18nManager, 'de'))
  return change!.differences!.map((each) => [teller.name(each), teller.words(each)].join(': '))
}

test.group('Modules | what versions bring, in the language of the reader', () => {
  test('says parts, titles and fields as the reader does', ({ assert }) => {
    assert.deepEqual(inGerman(list(Note, ['name']), list(Note, ['name', 'place'])), [
      'Spalten › Standort: ',
    ])
    const more = form(Note, { sheet: [section('Note', ['name']), tabs({})] })
    const most = form(Note, {
      sheet: [section('Note', ['name']), tabs({ more: tab('More', ['place']) })],
    })
    assert.include(inGerman(more, most), 'Blatt › Reiter › Mehr › Standort: ')
  })

  test('says what stood there and stands there, and leaves what nobody has declared', ({
    assert,
  }) => {
    const labels = undefined
    const term = (said: string) => (said === 'More' ? 'Mehr' : said)
    const teller = new DifferenceTeller({ labels }, term, textsOf(i18nManager, 'de'))
    const changed = { name: 'effect', effect: 'changed' as const }
    assert.equal(
      teller.words({ ...changed, before: 'limits', after: 'gives' }),
      'begrenzt → gewährt'
    )
    assert.equal(teller.words({ ...changed, before: 'More', after: '["x"]' }), 'Mehr → ["x"]')
    assert.equal(teller.name({ name: 'for › crm.user' }), 'Für › crm.user')
    assert.equal(teller.name({ name: 'opens › More (list)' }), 'Öffnet › Mehr (Liste)')
    assert.equal(teller.name({ name: 'columns › constructor 2' }), 'Spalten › constructor 2')
  })

  test('has words for every part of what the modules bring', async ({ assert }) => {
    const own = ['model', 'field', 'extension', 'access', 'rule']
    const all = await Promise.all(Registry.current.modules.map(contributionsOf))
    const parts = all
      .flat()
      .filter(({ kind }) => !own.includes(kind))
      .flatMap(({ details }) => details.map(({ name }) => name.split(' › ')[0]!))
    const unknown = [...new Set(parts)].filter((part) => !Object.hasOwn(english, `path.${part}`))
    assert.isAbove(parts.length, 100)
    assert.deepEqual(unknown, [])
  })
})
