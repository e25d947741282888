import { basename } from 'node:path'
import { test } from '@japa/runner'
import { administrator, TENANT, USER, withHouse, type House } from '#tests/support/life_cycle'
import { ServerProcess } from '#tests/support/server_process'
import { Visitor } from '#tests/support/visitor'

/** What stands above each file, so that the files say only what they are about. */
const from = `import * as all from '#addon'
  import { Contact } from '#modules/crm/models/contact'
  import { contactForm, contactList, contactSearch } from '#modules/crm/views/contact'
  import { sales } from '#modules/crm/dashboard'
  const { after, attributes, compute, constraint, computed, extend, extendDashboard, extendForm } = all
  const { extendList, extendMenu, extendSearch, field, figureTile, lines, list } = all
  const { onChange, open, section, text } = all\n`

/** Extensions of the CRM that name fields which are not there, and some that are. */
const odd = {
  'form.ts': `export default extendForm(contactForm,
    after('email', [section('Size', ['firstName', 'shoeSize'])]),
    after('phone', [field('jobTitle', { visible: [['company.shoeShop', '=', true]] })]),
    after('city', [lines('activities', [])]),
    attributes('email', { label: 'Post' }))`,
  'list.ts': `export default extendList(contactList, after('email', ['hatSize']))
    export const own = extendList(contactList, after('email', ['x_own']))`,
  'search.ts': `export default extendSearch(contactSearch, {
    fields: ['nickname', 'jobTitle'],
    filters: {
      hats: ['With hats', [['company', 'any', [['hats', '>', 1]]]]],
      leads2: ['Leads of mine', [['status', '=', 'lead']]],
    },
    groupBy: ['glove'],
  })`,
  'rules.ts': `export const height = constraint(Contact, ['height'], () => null)
    export const width = onChange(Contact, ['width'], () => {})
    export const loud = extend(Contact, { loud: computed(text({ label: 'Loud' })) })
    export const made = compute(Contact, 'loud', ['company.voice'], () => '')`,
  'menu.ts': `export const menu = extendMenu('crm', {
      broken: open('Broken screen', list(Contact, ['firstName'], { order: 'depth desc' })),
      whole: open('Whole screen', list(Contact, ['firstName'])),
    })
    export const nowhere = extendMenu('crn', { whole: open('Nobody', list(Contact, ['firstName'])) })`,
  'dashboard.ts': `export default extendDashboard(sales, after('newContacts', {
    weight: figureTile('Weight', Contact, { measure: 'sum:weight' }) }))`,
  'absent.ts': `export default extendList(contactList, after('email', ['bonus']))
    export const menu = extendMenu('bonus', { whole: open('Nobody', list(Contact, ['firstName'])) })`,
}

const faults: [file: string, reason: string][] = [
  ['form', `after('email') names the field "shoeSize", which Contact does not have`],
  ['form', `after('phone') names the field "shoeShop", which Company does not have`],
  ['form', `after('city') names the field "activities", which Contact does not have`],
  ['list', `after('email') names the field "hatSize", which Contact does not have`],
  ['search', `fields names the field "nickname", which Contact does not have`],
  ['search', `filters.hats names the field "hats", which Company does not have`],
  ['search', `groupBy names the field "glove", which Contact does not have`],
  ['rules', `constraint names the field "height", which Contact does not have`],
  ['rules', `on-change names the field "width", which Contact does not have`],
  ['rules', `compute names the field "voice", which Company does not have`],
  ['menu', `items.broken names the field "depth", which Contact does not have`],
  ['menu', `there is no menu of a module "crn"`],
  ['dashboard', `after('newContacts') names the field "weight", which Contact does not have`],
  [
    'absent',
    `after('email') names the field "bonus", which Contact has from bonus alone, and that is not installed: what needs it belongs into extends/bonus/`,
  ],
  [
    'absent',
    'the menu is that of bonus, which is not installed: what extends it belongs into extends/bonus/',
  ],
]

/** What a reader sees of HTML. */
function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
}

/** The files of `odd` that `module:list` tells, and why they are skipped. */
async function skippedIn({ empty, folders }: House): Promise<[file: string, reason: string][]> {
  const listing = ServerProcess.command(empty.credentials, folders.root, 'module:list', '--json')
  await listing.ended()
  const list = JSON.parse(listing.output) as {
    name: string
    skipped: { file: string; reason: string }[]
  }[]
  const { skipped } = list.find(({ name }) => name === 'odd')!
  return skipped.map(({ file, reason }) => [basename(file, '.ts'), reason])
}

test.group('Extensions | that name fields which are not there', () => {
  test('are skipped in parts, and Apps and module:list tell file and reason', async ({
    assert,
  }) => {
    await withHouse('unknown', async (house) => {
      const files = Object.entries(odd).map(([name, text]) => [`extends/crm/${name}`, from + text])
      await house.folders.module('odd', { depends: ['crm'] }, Object.fromEntries(files))
      await house.folders.module(
        'bonus',
        { depends: ['crm'] },
        {
          'menus.ts': `import { menu } from '#addon'
            export default menu('Bonus', { icon: 'star', items: {} })`,
          'extends/crm/contact.ts': `${from}
            export default extend(Contact, { bonus: computed(text({ label: 'Bonus' })) })`,
        }
      )
      await administrator(house)
      await house.query(`
        select set_config('app.tenant_id', '${TENANT}', false);
        insert into membership_groups (user_id, group_name) values ('${USER}', 'base.manager')`)
      await house.perform('install', 'odd')
      assert.sameDeepMembers(await skippedIn(house), faults)
      const server = await ServerProcess.web(house.empty.credentials, house.folders.root)
      try {
        const ada = new Visitor(server.url)
        await ada.logIn('ada@alpha.test')
        const apps = await ada.get('/base/apps')
        assert.equal(apps.status, 200)
        const told = plain(apps.text)
          .split('\n')
          .flatMap((line) => /^odd, extends\/crm\/(\w+)\.ts: (.*)$/.exec(line)?.slice(1) ?? [])
        const pairs = told.flatMap((word, at) => (at % 2 === 0 ? [[word, told[at + 1]]] : []))
        assert.sameDeepMembers(pairs, faults)

        const form = await ada.get('/crm/contacts/new')
        assert.equal(form.status, 200)
        assert.include(form.text, 'Post')
        const list = await ada.get('/crm/contacts?filter=leads2')
        assert.equal(list.status, 200)
        assert.include(list.text, 'Leads of mine')
        assert.notInclude(list.text, 'With hats')
        assert.include(list.text, 'Whole screen')
        assert.notInclude(list.text, 'Broken screen')
        assert.equal((await ada.get('/odd/whole')).status, 200)
        assert.equal((await ada.get('/odd/broken')).status, 404)

        await house.perform('install', 'bonus')
        await house.query(`update identity.users set language = 'de'`)
        const later = plain((await ada.get('/base/apps/modules/odd')).text)
        assert.notInclude(later, 'bonus')
        assert.include(later, `after('email') nennt das Feld „hatSize“, das Contact nicht hat`)
      } finally {
        await server.stop()
      }
    })
  })
})
