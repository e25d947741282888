import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import pg from 'pg'
import { credentials as ours } from '#config/database'
import { administrator, fillLoyalty, withHouse, type House } from '#tests/support/life_cycle'
import { ServerProcess } from '#tests/support/server_process'
import { until } from '#tests/support/until'
import { Visitor } from '#tests/support/visitor'

/** Two servers on one database, and somebody logged in on each. */
class Servers {
  house!: House
  visitors!: [Visitor, Visitor]
  #servers: ServerProcess[] = []
  #close!: () => void
  #closed!: Promise<void>

  async open() {
    await new Promise<void>((opened, failed) => {
      this.#closed = withHouse('follow', async (house) => {
        this.house = house
        await administrator(house)
        await this.#start()
        opened()
        await new Promise<void>((resolve) => (this.#close = resolve))
        await Promise.all(this.#servers.map((server) => server.stop()))
      })
      this.#closed.catch(failed)
    })
  }

  /** Loyalty is absent again. */
  async reset() {
    const { loyalty } = await this.house.states()
    if (loyalty === 'disabled' || loyalty === 'installed') {
      await this.house.perform('uninstall', 'loyalty')
    }
    for (const _ of await this.house.operator().archives()) {
      await this.house.perform('purge', 'loyalty')
    }
  }

  async close() {
    this.#close()
    await this.#closed
  }

  async #start() {
    const { empty, folders } = this.house
    const starting = [0, 1].map(() => ServerProcess.web(empty.credentials, folders.root))
    this.#servers = await Promise.all(starting)
    const [first, second] = this.#servers
    this.visitors = [new Visitor(first!.url), new Visitor(second!.url)]
    for (const visitor of this.visitors) await visitor.logIn('ada@alpha.test')
  }
}

/** Waits until the work gives the wanted result. */
function untilIs(wanted: unknown, work: () => Promise<unknown>): Promise<unknown> {
  return until(String(wanted), work, (found) => found === wanted)
}

/** Lets the job of the module begin that is to run in an hour, and waits until it is put aside. */
async function untilParked(house: House) {
  await house.query(`select bullmq.promote(queue, id) from bullmq.job where name = 'loyalty.count'`)
  const parked = async () =>
    (await house.query(`select from bullmq.job where progress::text like '%not installed%'`)).length
  await untilIs(1, parked)
}

/** Eight people look at pages, each so soon after the last one: in milliseconds. */
const PACE = 50

/** How many requests sleep. */
async function slowOnes(): Promise<number> {
  const client = new pg.Client(ours.administrator)
  await client.connect()
  try {
    const { rows } = await client.query(
      `select from pg_stat_activity where query = 'select pg_sleep(1)' and state = 'active'`
    )
    return rows.length
  } finally {
    await client.end()
  }
}

const statusOf = (visitor: Visitor, path: string) => async () => (await visitor.get(path)).status

test.group('Modules | on running servers', (group) => {
  const servers = new Servers()

  group.setup(async () => {
    await servers.open()
    return () => servers.close()
  })
  group.each.setup(() => servers.reset())

  test('come and go in every process before their operator is done', async ({ assert }) => {
    const { house } = servers
    const { visitors } = servers
    const statuses = () =>
      Promise.all(visitors.map((visitor) => statusOf(visitor, '/loyalty/levels')()))
    assert.deepEqual(await statuses(), [404, 404])
    await house.perform('install', 'loyalty')
    assert.deepEqual(await statuses(), [200, 200])
    assert.include((await visitors[0].get('/')).text, 'Levels')
    await house.perform('disable', 'loyalty')
    assert.deepEqual(await statuses(), [404, 404])
    await house.perform('enable', 'loyalty')
    assert.deepEqual(await statuses(), [200, 200])
    await house.perform('uninstall', 'loyalty')
    assert.deepEqual(await statuses(), [404, 404])
  })

  test('go only when what is under way with them has ended', async ({ assert }) => {
    const { house } = servers
    const [visitor] = servers.visitors
    await house.perform('install', 'loyalty')
    await fillLoyalty(house)
    await visitor.get('/loyalty/levels')
    const began = performance.now()
    const slow = visitor.post('/loyalty/slow', { seconds: '2' })
    await untilIs(1, slowOnes)
    const uninstalled = house.perform('uninstall', 'loyalty')
    const answer = await slow
    assert.equal(answer.status, 200)
    assert.deepEqual(JSON.parse(answer.text), { levels: 3 })
    await uninstalled
    assert.isAbove(performance.now() - began, 1400)
    const [archive] = await house.operator().archives()
    assert.equal(archive!.tables.find(({ name }) => name === 'loyalty_levels')!.rows, 3)
  })

  test('stay when the operator is killed while they leave', async ({ assert }) => {
    const { house } = servers
    const [visitor, other] = servers.visitors
    await house.perform('install', 'loyalty')
    await visitor.get('/loyalty/levels')
    const before = await house.fingerprint('loyalty_levels')
    const { digest } = await house.plan('uninstall', 'loyalty')
    const slow = visitor.post('/loyalty/slow', { seconds: '300' })
    const { credentials } = house.empty
    const operator = ServerProcess.command(
      credentials,
      house.folders.root,
      'module:uninstall',
      `--digest=${digest}`
    )
    await untilIs(404, statusOf(other, '/loyalty/levels'))
    operator.kill()
    await untilIs(200, statusOf(other, '/loyalty/levels'))
    assert.deepEqual(await house.fingerprint('loyalty_levels'), before)
    await house.query(`update tenants set name = 'Enough'`)
    assert.equal((await slow).status, 200)
    await house.query(`update tenants set name = 'Alpha'`)
  })

  test('find the jobs again that waited for them', async ({ assert }) => {
    const { house } = servers
    const [visitor] = servers.visitors
    await house.perform('install', 'loyalty')
    await visitor.get('/loyalty/levels')
    assert.equal((await visitor.post('/loyalty/later')).status, 200)
    await house.perform('disable', 'loyalty')
    const names = async () =>
      (await house.query<{ name: string }>('select name from loyalty_levels')).map(
        ({ name }) => name
      )
    await untilParked(house)
    assert.deepEqual(await names(), [])
    await house.perform('enable', 'loyalty')
    await untilIs('Late', async () => (await names())[0])
  })

  test('come from the disk while servers run', async ({ assert }) => {
    const { house } = servers
    const { visitors } = servers
    await house.folders.module(
      'late',
      { depends: ['base'] },
      {
        'models/note.ts': `import { Model, text } from '#addon'
            export class Note extends Model {
              static table = 'late_notes'
              static label = { one: 'note', many: 'notes' }
              static fields = { name: text({ label: 'Name' }) }
            }`,
        'access.ts': `import { allow } from '#addon'
            import { administrator } from '#modules/base/access'
            import { Note } from './models/note.ts'
            export default [allow(administrator, Note, ['read', 'create'])]`,
        'menus.ts': `import { form, list, menu, open, section } from '#addon'
            import { Note } from './models/note.ts'
            const noteForm = form(Note, { sheet: [section('Note', ['name'])] })
            export default menu('Late', {
              icon: 'box', items: { notes: open('Notes', list(Note, ['name']), noteForm) },
            })`,
        'extends/late/never.ts': `import { constraint } from '#addon'
            import { Note } from '../../models/note.ts'
            export const never = constraint(Note, ['name'], () => ({ key: 'late.never', values: {} }))`,
        'locales/en/late.json': JSON.stringify({ never: 'It is too late.' }),
        'routes.ts': `export default (router, { page }) => {
              router.get('/late/own', () => 'own').as('late.own').use(page)
            }`,
        'migrations/0001_notes.ts': `import { Migration } from '#addon'
            export default class extends Migration {
              async up() {
                this.createTenantTable('late_notes', (table) => { table.columns.text('name') })
              }
            }`,
      }
    )
    await house.perform('install', 'late')
    for (const visitor of visitors) {
      assert.equal((await visitor.get('/late/notes')).status, 200)
      assert.equal((await visitor.get('/late/own')).status, 404)
      await visitor.get('/late/notes/new')
      const refused = await visitor.post('/late/notes', { name: 'Now' })
      assert.include(refused.text, 'It is too late.')
    }
    const outdated = await house.operator().outdated()
    assert.deepEqual(
      outdated.map(({ kind }) => kind),
      ['web', 'web']
    )
    const apps = await visitors[0].get('/base/apps/modules/late')
    assert.include(apps.text, 'its own addresses are there after a restart')
  })

  test('leave out what cannot be put together, and say so', async ({ assert }) => {
    const { house } = servers
    const { visitors } = servers
    await house.folders.module(
      'torn',
      { depends: ['crm'] },
      {
        'extends/crm/fields.ts': `import { extend, extendList, after, text } from '#addon'
          import { Contact } from '#modules/crm/models/contact'
          import { contactList } from '#modules/crm/views/contact'
          export const added = extend(Contact, { tornNote: text({ label: 'Torn note' }) })
          export const shown = extendList(contactList, after('tags', ['tornNote']))`,
        'extends/crm/menu.ts': `import { extendMenu, open } from '#addon'
          export const entry = extendMenu('crm', { torn: open('Torn', undefined) })`,
        'extends/crm/sound.ts': `import { attributes, extendForm } from '#addon'
          import { contactForm } from '#modules/crm/views/contact'
          export const renamed = extendForm(contactForm, attributes('notes', { label: 'Torn notes' }))`,
      }
    )
    await house.perform('install', 'torn')
    for (const visitor of visitors) {
      assert.equal((await visitor.get('/crm/contacts')).status, 200)
      assert.include((await visitor.get('/crm/contacts/new')).text, 'Torn notes')
      const apps = await visitor.get('/base/apps')
      assert.match(apps.text, /extends\/crm\/fields\.ts.*no column crm_contacts\.torn_note/)
      assert.match(apps.text, /extends\/crm\/menu\.ts.*cannot be applied/)
    }
  })

  test('toggle under load without an error page', async ({ assert }) => {
    const { house } = servers
    const { visitors } = servers
    await house.perform('install', 'loyalty')
    await fillLoyalty(house)
    const full = await house.fingerprint('loyalty_levels')
    const statuses = new Map<string, number>()
    const paths = ['/crm/contacts', '/loyalty/levels', '/', '/crm/companies']
    let isOver = false
    const load = visitors.flatMap((visitor) =>
      paths.map(async (path) => {
        while (!isOver) {
          const { status } = await visitor.get(path)
          const key = `${path} ${status}`
          statuses.set(key, (statuses.get(key) ?? 0) + 1)
          await sleep(PACE)
        }
      })
    )
    for (let toggle = 0; toggle < 20; toggle += 2) {
      await house.perform('uninstall', 'loyalty')
      await house.perform('install', 'loyalty')
    }
    isOver = true
    await Promise.all(load)
    const wrong = [...statuses.keys()].filter(
      (key) => !/ 200$/.test(key) && key !== '/loyalty/levels 404'
    )
    assert.deepEqual(wrong, [])
    assert.isAbove(statuses.get('/crm/contacts 200')!, 20)
    assert.isAbove(statuses.get('/loyalty/levels 404') ?? 0, 0)
    assert.isAbove(statuses.get('/loyalty/levels 200') ?? 0, 0)
    const rows = (lines: string[]) => lines.filter((line) => line.startsWith('loyalty_levels:'))
    assert.deepEqual(rows(await house.fingerprint('loyalty_levels')), rows(full))
  })

  test('are left out by servers whose files are older, and their jobs wait', async ({ assert }) => {
    const { house } = servers
    const { visitors } = servers
    await house.perform('install', 'loyalty')
    await visitors[0].get('/loyalty/levels')
    assert.equal((await visitors[0].post('/loyalty/later')).status, 200)
    await house.folders.module('loyalty', { depends: ['base', 'crm'], version: '2.0.0' })
    await house.perform('upgrade', 'loyalty')
    for (const visitor of visitors) {
      assert.equal((await visitor.get('/loyalty/levels')).status, 404)
      assert.equal((await visitor.get('/crm/contacts')).status, 200)
      for (const path of ['/base/apps', '/base/apps/modules/loyalty']) {
        const { text } = await visitor.get(path)
        assert.include(text, 'its files have changed; restart to use them', path)
        assert.include(text, 'Needs attention', path)
        assert.notInclude(text, 'older files do not open newer data', path)
      }
    }
    await untilIs('web,web', async () =>
      (await house.operator().outdated()).map(({ kind }) => kind).join()
    )
    await untilParked(house)
    assert.lengthOf(await house.query(`select from loyalty_levels where name = 'Late'`), 0)
    await house.folders.module('loyalty', { depends: ['base', 'crm'] })
    await house.query(`update app.modules set version = '1.0.0' where name = 'loyalty';
      notify tatami_modules`)
    await untilIs(200, statusOf(visitors[1], '/loyalty/levels'))
  })
})
