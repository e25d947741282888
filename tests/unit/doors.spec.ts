import { test } from '@japa/runner'
import { join } from 'node:path'
import { discoverModules } from '#app/modules/discovery'
import { askedThroughRecords, outOnlyByEgress, rawSqlInside } from '#tests/support/doors/calls'
import { escapedUnlessListed, noAttributeHelpers, noIncludeInEach } from '#tests/support/doors/edge'
import { modulesInside } from '#tests/support/doors/modules'
import { hostWithoutModules, roomsInOrder, roomsKnown } from '#tests/support/doors/rooms'
import { sources, type Door } from '#tests/support/doors/source'
import { calledByReader } from '#tests/support/doors/words'

/** A file that breaks a door, and one beside it that does not. */
interface Proof {
  door: Door
  broken: [path: string, text: string][]
  sound: [path: string, text: string][]
}

const ROOT = join(import.meta.dirname, '..', '..')
const { modules } = await discoverModules([join(ROOT, 'modules'), join(ROOT, 'addons')])
const depends = new Map(modules.map(({ manifest }) => [manifest.name, manifest.depends]))
const ofProject = modulesInside((name) => depends.get(name) ?? [])
const ofProof = modulesInside((name) => (name === 'sales' ? ['base', 'crm'] : []))

const typescript = sources(
  '{app,modules,addons,commands,config,database,start,bin,providers}/**/*.ts'
)
const templates = sources('{resources,modules,addons}/**/*.edge')

const proofs: Proof[] = [
  {
    door: hostWithoutModules,
    broken: [
      ['app/http/menu.ts', `import { Contact } from '#modules/crm/models/contact'`],
      ['app/access/policy.ts', `import type { X } from '../../modules/crm/access.ts'`],
      ['commands/show.ts', `const crm = await import('#modules/crm/module')`],
      ['start/routes.ts', `export * from '../addons/todo/routes.ts'`],
    ],
    sound: [
      ['app/http/menu.ts', `import { Registry } from '../modules/registry.ts'`],
      ['modules/sales/access.ts', `import { user } from '#modules/crm/access'`],
    ],
  },
  {
    door: roomsInOrder,
    broken: [
      ['app/models/model.ts', `import { Page } from '../http/page.ts'`],
      ['app/domains/sql.ts', `import type { Model } from '../models/model.ts'`],
      ['app/identity/user.ts', `import { Environment } from '#app/environment/environment'`],
      ['app/environment/environment.ts', `import { Worker } from '../jobs/worker.ts'`],
      ['app/views/list/rows.ts', `import { Registry } from '../../modules/registry.ts'`],
      ['app/jobs/worker.ts', `export { Page } from '#app/http/page'`],
      ['app/models/model.ts', `import { text } from '#addon'`],
    ],
    sound: [
      ['app/environment/environment.ts', `import { JobBuffer } from '../jobs/buffer.ts'`],
      ['app/http/page.ts', `import { Registry } from '../modules/registry.ts'`],
      ['app/views/list/rows.ts', `import { html } from '../html.ts'`],
      ['app/models/model.ts', `// import { Page } from '../http/page.ts'`],
    ],
  },
  {
    door: roomsKnown,
    broken: [['app/helpers/dates.ts', '']],
    sound: [
      ['app/addon.ts', ''],
      ['app/http/page.ts', ''],
      ['app/views/list/rows.ts', ''],
    ],
  },
  {
    door: ofProof,
    broken: [
      ['modules/sales/models/order.ts', `import { Model } from '#app/models/model'`],
      ['modules/sales/models/order.ts', `import { Model } from '../../../app/models/model.ts'`],
      ['modules/sales/models/order.ts', `import { Post } from '#modules/social/models/post'`],
      ['modules/sales/models/order.ts', `import { Post } from '../../social/models/post.ts'`],
      ['modules/sales/models/order.ts', `import { sync } from '#modules/crm/contacts/sync'`],
      ['addons/sales/models/order.ts', `import pg from 'pg'`],
      ['addons/sales/models/order.ts', `import db from '@adonisjs/lucid/services/db'`],
      ['modules/sales/jobs/send.ts', `import { credentials } from '#config/database'`],
    ],
    sound: [
      ['modules/sales/models/order.ts', `import { Model } from '#addon'`],
      ['addons/sales/models/order.ts', `import { Contact } from '#modules/crm/models/contact'`],
      ['modules/sales/access.ts', `import { user } from '#modules/base/access'`],
      [
        'modules/sales/extends/contact.ts',
        `import { contactForm } from '#modules/crm/views/contact'`,
      ],
      ['modules/sales/views/order.ts', `import { Order } from '../models/order.ts'`],
      ['modules/sales/jobs/send.ts', `import { DateTime } from 'luxon'`],
      ['modules/sales/tests/order.spec.ts', `import { Registry } from '#app/modules/registry'`],
    ],
  },
  {
    door: outOnlyByEgress,
    broken: [
      ['modules/sales/jobs/send.ts', `await fetch('https://example.com')`],
      ['app/inbox/receive.ts', `const answer = globalThis.fetch(url)`],
      ['app/jobs/worker.ts', `import { request } from 'node:https'`],
      ['app/jobs/worker.ts', `import { createServer, get as read } from 'node:http'`],
      ['app/jobs/worker.ts', `import net from 'node:net'`],
      ['app/jobs/worker.ts', `import * as tls from 'node:tls'`],
      ['modules/sales/jobs/send.ts', `const { fetch: get } = await import('undici')`],
    ],
    sound: [
      ['app/egress/client.ts', `await fetch('https://example.com')`],
      ['app/inbox/receive.ts', `import type { IncomingMessage } from 'node:http'`],
      ['app/http/server.ts', `import { createServer, type Server } from 'node:http'`],
      ['modules/sales/jobs/send.ts', `await records.fetch(1) // fetch(url)`],
    ],
  },
  {
    door: askedThroughRecords,
    broken: [
      ['app/http/list/list_screen.ts', `import { parseDomain } from '../../domains/parse.ts'`],
      ['commands/show.ts', `import { parseDomain } from '#app/domains/parse'`],
    ],
    sound: [
      ['app/access/policy.ts', `import { parseDomain } from '../domains/parse.ts'`],
      ['app/http/list/list_screen.ts', `import type { DomainNode } from '../../domains/parse.ts'`],
    ],
  },
  {
    door: rawSqlInside,
    broken: [
      ['modules/sales/models/order.ts', `await environment.query('select 1')`],
      ['modules/sales/connect.ts', 'await owner.query<Row>(`select ${x}`, [1])'],
      ['modules/sales/connect.ts', 'await owner.query({ text: sql })'],
      ['addons/sales/models/order.ts', `Order.query().whereRaw('total > 1')`],
      ['commands/show.ts', `await database.rawQuery('select 1')`],
      ['modules/sales/jobs/send.ts', `knex.raw(text)`],
    ],
    sound: [
      ['modules/sales/models/order.ts', `await Order.query().where('active', true)`],
      ['modules/sales/models/order.ts', `await Order.query({ client }).first()`],
      ['modules/sales/migrations/0001_orders.ts', `this.schema.raw('create index …')`],
      ['app/environment/environment.ts', `await client.query('select 1')`],
    ],
  },
  {
    door: noAttributeHelpers,
    broken: [
      ['resources/views/a.edge', `<input {{ html.attrs({ value }) }}>`],
      ['resources/views/a.edge', `<input {{ $props.toAttrs() }}>`],
    ],
    sound: [['resources/views/a.edge', `<input value="{{ value }}">`]],
  },
  {
    door: noIncludeInEach,
    broken: [
      ['resources/views/a.edge', `@each(row in rows)\n@if(row)\n@end\n  @include('row')\n@end`],
      ['resources/views/a.edge', `@each(row in rows)\n@!component('cell', { row })\n@end`],
      ['resources/views/a.edge', `@each(row in rows)\n@crm.cell({ row })\n@end\n@end`],
    ],
    sound: [
      ['resources/views/a.edge', `@each(row in rows)\n@if(row)\n@end\n@end\n@include('foot')`],
      ['resources/views/a.edge', `@layouts.app()\n@each(row in rows)\n<p></p>\n@end\n@end`],
    ],
  },
  {
    door: calledByReader,
    broken: [
      ['app/http/menu.ts', `const { one } = action.model.label`],
      ['app/access/explain.ts', `records: target().label.many`],
      ['app/http/page.ts', `({ table, label: { many } }) => many`],
    ],
    sound: [
      ['app/http/menu.ts', `const { one } = action.model.labels`],
      ['app/http/menu.ts', `const { label } = column`],
      ['app/modules/operations/contributions.ts', `model.label.many`],
    ],
  },
  {
    door: escapedUnlessListed,
    broken: [
      ['resources/views/a.edge', `{{{ contact.name }}}`],
      ['resources/views/a.edge', `{{{\n  t('ui.hello', { name })\n}}}`],
      ['resources/views/a.edge', `{{{ ok ? name : '' }}}`],
      ['resources/views/a.edge', `{{{ ok ? ' title="' + name + '"' : '' }}}`],
    ],
    sound: [
      ['resources/views/a.edge', `{{{ icon('house', { size: 'lg' }) }}}{{ name }}`],
      ['resources/views/a.edge', `<input{{{ ok ? ' checked' : '' }}}>`],
      ['resources/views/a.edge', `{{{ await $slots.main() }}}`],
      ['resources/views/a.edge', `{{{ escapeText(t('ui.hello')) }}}`],
    ],
  },
]

test.group('Doors', () => {
  for (const { door, broken, sound } of proofs) {
    test(`${door.name}: told apart from what is sound`, ({ assert }) => {
      for (const [path, text] of broken) {
        assert.lengthOf(door.check({ path, text }), 1, `${path}: ${text}`)
      }
      for (const [path, text] of sound) {
        assert.deepEqual(door.check({ path, text }), [], `${path}: ${text}`)
      }
    })

    test(door.name, ({ assert }) => {
      const real = door === ofProof ? ofProject : door
      const files = broken[0]![0].endsWith('.edge') ? templates : typescript
      assert.deepEqual(
        files.flatMap((file) => real.check(file)),
        []
      )
    })
  }

  test('sources are found', ({ assert }) => {
    assert.isAbove(typescript.length, 100)
    assert.isAbove(templates.length, 5)
    assert.isAbove(depends.size, 1)
  })
})
