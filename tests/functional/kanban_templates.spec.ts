import { test } from '@japa/runner'
import edge from 'edge.js'
import { inEnglish } from '#app/domains/reasons'
import { onlyFor } from '#app/access/declarations'
import { Registry } from '#app/modules/registry'
import type { KanbanTree } from '#app/views/kanban/declarations'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { dealKanban } from '#modules/crm/views/deal'
import { nobody, withRights } from '#tests/support/access/registry'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const BOARD = '/crm/deals?view=kanban'
const FILE = 'views/cards/deal.edge'

/** The board with another template. */
async function withTemplate(template: string, work: (registry: Registry) => Promise<void>) {
  const tree = dealKanban.tree as { -readonly [Key in keyof KanbanTree]: KanbanTree[Key] }
  const before = tree.template
  tree.template = template
  try {
    await withRights([], work)
  } finally {
    tree.template = before
  }
}

/** What stands below the title of the only card, without the way to move it. */
function cardIn(html: string): string {
  const [, body] = /<\/h3>(?:<a class="[^"]*card__move".*?<\/a>)?([^]*?)<\/article>/.exec(html)!
  return body!
}

test.group('Cards that a module writes', (group) => {
  let mia: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const [companyId, contactId] = await alpha.run(async () => [
      (await Company.create({ name: 'Smith & Sons' })).id,
      (await Contact.create({ firstName: 'Ada' })).id,
    ])
    await makeDeals(alpha, { New: [{ name: 'Wall', value: 1250, companyId, contactId }] })
    mia = await Visitor.of('mia@alpha.test')
    return emptyDatabase
  })

  test('show what the template says, escaped, with the drawings of the house', async ({
    assert,
  }) => {
    const { text } = await mia.get(BOARD)
    const card = cardIn(text)
    assert.include(card, '<p class="sm soft cut">Smith &amp; Sons · Ada</p>')
    assert.match(card, /<p class="row sm"><span class="money">[^<]*1,250/)
    assert.include(card, 'role="img" aria-label="Priority')
    assert.notInclude(card, '{{')
    assert.deepEqual(Registry.current.faults, [])
  })

  test('know no field that the reader may not see', async ({ assert }) => {
    await withRights([onlyFor([nobody], Deal, ['company', 'value'])], async (registry) => {
      const { text } = await mia.get(BOARD)
      assert.include(cardIn(text), '<p class="sm soft cut">Ada</p>')
      assert.notInclude(text, 'Smith')
      assert.notInclude(text, '1,250')
      assert.deepEqual(registry.faults, [])
    })
  })

  test('are drawn by the house where the template is not there, and that is reported', async ({
    assert,
  }) => {
    await withTemplate('crm::cards/nowhere', async (registry) => {
      const [fault, ...others] = registry.faults
      assert.deepInclude(fault, { by: 'crm', file: 'views/cards/nowhere.edge' })
      assert.match(inEnglish(fault!.reason), /cannot be used: .*nowhere/)
      assert.lengthOf(others, 0)
      const { status, text } = await mia.get(BOARD)
      assert.equal(status, 200)
      assert.include(cardIn(text), '<p class="sm soft cut">Smith &amp; Sons</p>')
    })
  })

  test('are drawn by the house from when the template fails, and that is reported once', async ({
    assert,
    cleanup,
  }) => {
    const name = 'crm::cards/deal_broken'
    cleanup(() => void edge.removeTemplate(name))
    await withTemplate(name, async (registry) => {
      for (const template of ['<p>{{ fields.gone.text }}</p>', '<p>Sound, too late</p>']) {
        edge.removeTemplate(name)
        edge.registerTemplate(name, { template })
        const { status, text } = await mia.get(BOARD)
        assert.equal(status, 200)
        assert.include(cardIn(text), '<p class="sm soft cut">Smith &amp; Sons</p>')
      }
      assert.lengthOf(registry.faults, 1)
      assert.equal(registry.faults[0]!.file, FILE.replace('deal', 'deal_broken'))
    })
  })
})
