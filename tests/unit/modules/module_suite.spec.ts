import { test } from '@japa/runner'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { accessGroup } from '#app/access/groups'
import { allow, rule } from '#app/access/declarations'
import type { Fields } from '#app/domains/fields'
import type { Compute } from '#app/models/extension'
import { computed, many2many, many2one, money, one2many, selection, text } from '#app/models/fields'
import { Model } from '#app/models/model'
import type { LoadedModule } from '#app/modules/loader'
import { form, list, search, section, tab, tabs } from '#app/views/declarations'
import { menu, open, page } from '#app/views/menus'
import { printout, type NamedPrintout } from '#app/views/printouts/declaration'
import { aspects, routeFaults, schemaFaults, type Scratch } from '#tests/support/module_suite'

/** A model with the given fields besides its name. */
function modelOf(name: string, fields: Fields = {}, rest: object = {}): typeof Model {
  const Made = { [name]: class extends Model {} }[name]!
  Made.table = `todo_${name.toLowerCase()}s`
  Made.label = { one: name.toLowerCase(), many: `${name.toLowerCase()}s` }
  Made.fields = { name: text({ label: 'Name', required: true }), ...fields }
  return Object.assign(Made, rest)
}

const Task = modelOf('Task', { notes: text({ label: 'Notes' }) })
const user = accessGroup('todo.user', 'User')
const taskList = list(Task, ['name' as never], { order: 'name' as never })
const taskForm = form(Task, { sheet: ['name' as never] })

const template = new URL('../../../app/reports/templates/records.typ', import.meta.url)
const taskPrintout: NamedPrintout = {
  ...printout(Task, { label: 'Sheet', template, fields: [] }),
  name: 'todo.sheet',
}

/** A sound module; each test changes what it is about. */
function moduleOf(change: Partial<LoadedModule> = {}): LoadedModule {
  return {
    name: 'todo',
    path: join(tmpdir(), 'todo'),
    isShipped: false,
    manifest: {
      name: 'todo',
      title: 'To do',
      version: '1.0.0',
      category: 'Work',
      icon: 'check',
      summary: 'Tasks.',
      depends: [],
    },
    models: [Task],
    groups: [user],
    access: [allow(user, Task, ['read', 'create'])],
    views: [taskList, taskForm] as never,
    viewNames: new Map(),
    menu: menu('To do', { icon: 'check', items: { tasks: open('Tasks', taskList, taskForm) } }),
    printouts: [taskPrintout],
    jobs: [],
    tiles: {},
    dashboards: {},
    reports: {},
    data: [],
    inbox: { providers: [], handlers: [] },
    routes: null,
    extensions: [],
    extensionFaults: [],
    ...change,
  }
}

function faultsOf(module: LoadedModule, house = [module]): string[] {
  const ofFiles = ['depends on every module that it imports from', 'stays inside its doors']
  return aspects
    .filter(({ title }) => !ofFiles.includes(title))
    .flatMap(({ faults }) => faults(module, house))
}

const Stranger = modelOf('Stranger')
const Staged = modelOf('Staged', {
  stage: selection({ label: 'Stage', options: { open: 'Open', done: 'Done' } }),
})
const short = computed(text({ label: 'Short' }))

/** A task with fields and what makes one of them. */
function computing(fields: Fields, made: Pick<Compute, 'field' | 'depends'>): typeof Model {
  const Made = modelOf('Task', fields)
  const run = () => null
  return Object.assign(Made, { computes: [{ kind: 'compute', model: Made, run, ...made }] })
}

const viewsOf = (...views: unknown[]) => ({ views: views as never, menu: null })

const faulty: [title: string, change: Partial<LoadedModule>, fault: RegExp][] = [
  ['a manifest without a title', { manifest: { ...moduleOf().manifest, title: '' } }, /"title"/],
  [
    'a printout of a field that is not there',
    { printouts: [{ ...taskPrintout, fields: ['nmae'] }] },
    /printout todo.sheet: there is no "nmae"/,
  ],
  [
    'lines of a field that has none',
    { printouts: [{ ...taskPrintout, lines: { name: ['name'] } }] },
    /"name" has no lines/,
  ],
  [
    'a printout without a template',
    { printouts: [{ ...taskPrintout, template: '/nowhere/sheet.typ' }] },
    /there is no template/,
  ],
  ['an unknown icon', { manifest: { ...moduleOf().manifest, icon: 'chekc' } }, /no icon/],
  [
    'a model without a label',
    { models: [modelOf('Task', {}, { label: { one: 'record', many: 'records' } })] },
    /Task has no label/,
  ],
  [
    'a model without a title',
    { models: [modelOf('Task', {}, { titleField: 'subject' })] },
    /"subject" is no stored field/,
  ],
  [
    'a relation to a module that it does not depend on',
    { models: [modelOf('Task', { other: many2one(() => Stranger, { label: 'Other' }) })] },
    /Task\.other leads to Stranger, which is out of reach/,
  ],
  [
    'lines without a way back',
    {
      models: [modelOf('Task', { parts: one2many(() => Task, 'task', { label: 'Parts' }) }), Task],
    },
    /Task\.parts: Task\.task is no many2one/,
  ],
  [
    'a computed field that nothing makes',
    { models: [modelOf('Task', { short })] },
    /Task\.short is computed by nothing/,
  ],
  [
    'a computed field made of what is not there',
    { models: [computing({ short }, { field: 'short', depends: ['nme'] })] },
    /Task\.short depends on "nme", which is not stored/,
  ],
  [
    'a computed field that reads behind a text',
    { models: [computing({ short }, { field: 'short', depends: ['name.length'] })] },
    /"name" is no many2one/,
  ],
  [
    'a computed field that reads a model out of reach',
    {
      models: [
        computing(
          { short, other: many2one(() => Stranger, { label: 'Other' }) },
          { field: 'short', depends: ['other.name'] }
        ),
      ],
    },
    /Task\.short reads Stranger, which is out of reach/,
  ],
  [
    'a stored field that is computed',
    { models: [computing({}, { field: 'name', depends: [] })] },
    /Task\.name is no computed field/,
  ],
  [
    'a computed field that is searched in numbers',
    {
      models: [
        computing(
          { size: money({ label: 'Size' }), short: computed(text({ label: 'S', search: true })) },
          { field: 'short', depends: ['size'] }
        ),
      ],
    },
    /Task\.short is searched, and not made of own texts alone/,
  ],
  ['a group of another name', { groups: [accessGroup('crm.user', 'User')] }, /"crm\.user"/],
  [
    'a model that nobody may read',
    { access: [allow(user, Task, ['write'])] },
    /nobody may read Task/,
  ],
  [
    'rights on the model of another module',
    { access: [allow(user, Task, ['read']), allow(user, Stranger, ['read'])] },
    /speaks of Stranger/,
  ],
  [
    'a rule that cannot be read',
    {
      access: [
        allow(user, Task, ['read']),
        rule('Own', Task, { domain: () => [['ownr', '=', 1]] as never }),
      ],
    },
    /the rule "Own": .*ownr/,
  ],
  [
    'rights that no rule says the records of',
    {
      groups: [user, accessGroup('todo.guest', 'Guest')],
      access: [
        allow(user, Task, ['read']),
        allow(accessGroup('todo.guest', 'Guest'), Task, ['read']),
        rule('All', Task, { groups: [user], domain: () => [] }),
      ],
    },
    /todo\.guest may read Task, but no rule says which records/,
  ],
  [
    'a menu entry without a list',
    { menu: menu('To do', { icon: 'check', items: { tasks: open('Tasks', taskForm) } }) },
    /opens neither a list/,
  ],
  [
    'a menu entry to another address',
    { menu: menu('To do', { icon: 'check', items: { tasks: page('Tasks', '/crm/contacts') } }) },
    /opens neither a list nor a page/,
  ],
  [
    'a menu with views of others',
    { views: [taskForm] as never },
    /opens a list that is not in views/,
  ],
  ['a list of an unknown field', viewsOf(list(Task, ['nme' as never])), /no field "nme"/],
  [
    'a list with a field twice',
    viewsOf(list(Task, ['name', 'name'] as never)),
    /"name" stands there twice/,
  ],
  [
    'a list in an unknown order',
    viewsOf(list(Task, ['name'] as never, { order: 'due' as never })),
    /cannot be ordered by "due"/,
  ],
  [
    'a list with a text as a badge',
    viewsOf(list(Task, [{ kind: 'column', name: 'name', as: 'badge', optional: false }])),
    /cannot be shown as badge/,
  ],
  [
    'a form of an unknown field',
    viewsOf(form(Task, { sheet: ['nme', 'name'] as never })),
    /no field "nme"/,
  ],
  [
    'a form without a required field',
    viewsOf(form(Task, { sheet: ['notes'] as never })),
    /lacks "name"/,
  ],
  [
    'a form with an anchor twice',
    viewsOf(
      form(Task, {
        sheet: [section('A', ['name'] as never), tabs({ notes: tab('B', ['notes'] as never) })],
      } as never)
    ),
    /"notes" stands there twice/,
  ],
  [
    'lines of what is no one2many',
    viewsOf(form(Task, { sheet: ['name', { kind: 'lines', name: 'notes', items: [] }] as never })),
    /"notes" has no lines/,
  ],
  [
    'a button without a method',
    viewsOf(
      form(Task, { sheet: ['name', { kind: 'button', name: 'finish', items: [] }] as never })
    ),
    /no method "finish"/,
  ],
  [
    'a status bar of a text',
    viewsOf(
      form(Task, { sheet: ['name', { kind: 'statusbar', name: 'notes', items: [] }] as never })
    ),
    /"notes" is no selection/,
  ],
  [
    'a folded state that there is not',
    {
      models: [Staged],
      ...viewsOf(
        form(Staged, {
          sheet: [
            'name',
            { kind: 'statusbar', name: 'stage', items: [], options: { folded: ['lost'] } },
          ] as never,
        })
      ),
    },
    /"stage" has no state "lost" to fold/,
  ],
  [
    'a search in an unknown field',
    viewsOf(search(Task, { fields: ['nme'] as never })),
    /no field "nme"/,
  ],
  [
    'a filter that cannot be read',
    viewsOf(
      search(Task, { fields: [], filters: { late: ['Late', [['due', '<', 'today']] as never] } })
    ),
    /filter "late": .*due/,
  ],
]

test.group('Module suite | declarations', () => {
  test('finds nothing in a sound module', ({ assert }) => {
    assert.deepEqual(faultsOf(moduleOf()), [])
  })

  for (const [title, change, fault] of faulty) {
    test(`finds ${title}`, ({ assert }) => {
      assert.match(faultsOf(moduleOf(change)).join('\n'), fault)
    })
  }
})

test.group('Module suite | files', (group) => {
  let path: string

  group.each.setup(async () => {
    path = await mkdtemp(join(tmpdir(), 'tatami-suite-'))
    return () => rm(path, { recursive: true })
  })

  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), content)
  }
  const allFaults = () =>
    aspects.flatMap(({ faults }) => faults(moduleOf({ path }), [moduleOf({ path })]))

  test('finds imports from modules that are no dependencies', async ({ assert }) => {
    await write('models/task.ts', `import { Contact } from '#modules/crm/models/contact'`)
    const faults = allFaults()
    assert.isTrue(faults.some((fault) => /imports from "crm"/.test(fault)))
    assert.isTrue(faults.some((fault) => /is not open to todo/.test(fault)))
  })

  test('leaves tests alone', async ({ assert }) => {
    await write('tests/task.spec.ts', `import { Registry } from '#app/modules/registry'`)
    await write('models/task.ts', `import { Model } from '#addon'`)
    assert.isFalse(allFaults().some((fault) => /\.ts/.test(fault)))
  })
})

test.group('Module suite | routes', () => {
  test('finds routes that anybody may call or that lie elsewhere', async ({ assert }) => {
    const faults = await routeFaults(
      moduleOf({
        routes: (router, { page: behindLogIn }) => {
          router.get('/todo/open', () => '').use(behindLogIn)
          router.get('/todo/all', () => '')
          router.post('/crm/all', () => '').use(behindLogIn)
        },
      })
    )
    assert.deepEqual(faults, [
      'GET|HEAD /todo/all needs no log-in',
      'POST /crm/all does not begin with /todo/',
    ])
  })
})

test.group('Module suite | schema', () => {
  const column = (name: string, type: string, change: object = {}) => ({
    name,
    type,
    required: true,
    hasDefault: false,
    generated: false,
    options: null,
    ...change,
  })

  const Job = modelOf('Job', {
    state: selection({ label: 'State', options: { open: 'Open', done: 'Done' } }),
    task: many2one(() => Task, { label: 'Task' }),
    cost: money({ label: 'Cost' }),
    helpers: many2many(
      () => Task,
      { table: 'todo_helpers', key: 'job_id', otherKey: 'task_id' },
      { label: 'Helpers' }
    ),
  })

  const columns = [
    column('id', 'uuid', { hasDefault: true }),
    column('name', 'text'),
    column('state', 'text', { required: false, options: ['open', 'done'] }),
    column('task_id', 'uuid', { required: false }),
    column('cost', 'numeric(14,2)', { required: false }),
    column('version', 'integer', { hasDefault: true }),
    ...['created', 'updated'].flatMap((done) => [
      column(`${done}_at`, 'timestamp with time zone', { hasDefault: true }),
      column(`${done}_by`, 'uuid', { required: false }),
    ]),
  ]
  const link = (name: string, table: string) => ({
    columns: ['tenant_id', name],
    table,
    targets: ['tenant_id', 'id'],
  })
  const pairs = {
    name: 'todo_helpers',
    key: [],
    indexed: [],
    columns: [],
    links: [link('job_id', 'todo_jobs'), link('task_id', 'todo_tasks')],
  }
  const jobs = {
    name: 'todo_jobs',
    key: [],
    indexed: ['task_id'],
    columns,
    links: [link('task_id', 'todo_tasks')],
  }

  const scratchOf = (...shapes: (typeof jobs)[]): Scratch => ({
    hostTables: new Set(),
    tablesOf: new Map([['todo', shapes.map(({ name }) => name)]]),
    shapes: new Map(shapes.map((shape) => [shape.name, shape])),
    generated: new Map(),
  })
  const faults = (scratch: Scratch, change: Partial<LoadedModule> = {}) =>
    schemaFaults(moduleOf({ models: [Job], views: [], ...change }), scratch)
  const withColumn = (name: string, change: object) => ({
    ...jobs,
    columns: columns.map((each) => (each.name === name ? { ...each, ...change } : each)),
  })

  test('finds nothing where tables are as declared', ({ assert }) => {
    assert.deepEqual(faults(scratchOf(jobs, pairs)), [])
  })

  test('finds fields to be alike in that no index helps with', ({ assert }) => {
    class Sought extends Job {
      static override alike = [['name', 'task'], ['state']]
    }
    const found = faults(scratchOf(jobs, pairs), { models: [Sought] })
    assert.deepEqual(found, ['Sought: no index begins with one of state, to find alike'])
  })

  const wrong: [title: string, shapes: (typeof jobs)[], fault: string][] = [
    ['a missing table', [pairs], 'Job: there is no table "todo_jobs"'],
    [
      'a table of another prefix',
      [jobs, pairs, { ...pairs, name: 'helpers' }],
      'the table "helpers" does not begin with todo_',
    ],
    [
      'a missing column',
      [{ ...jobs, columns: columns.filter(({ name }) => name !== 'state') }, pairs],
      'Job.state has no column "state"',
    ],
    [
      'another type',
      [withColumn('name', { type: 'integer' }), pairs],
      'Job.name is stored as integer',
    ],
    [
      'a column of too few digits',
      [withColumn('cost', { type: 'numeric(8,2)' }), pairs],
      'Job.cost takes 999999999999.99, which is more than numeric(8,2) holds: declare min and max',
    ],
    [
      'a required field that may be null',
      [withColumn('name', { required: false }), pairs],
      'Job.name is required, but may be null',
    ],
    [
      'a field that may not be null and is not required',
      [withColumn('state', { required: true }), pairs],
      'Job.state is not required, but may not be null',
    ],
    [
      'a generated column of a written field',
      [withColumn('name', { generated: true }), pairs],
      'Job.name: field and column do not agree on being generated',
    ],
    [
      'options without a check',
      [withColumn('state', { options: null }), pairs],
      'Job.state: no check keeps other values out',
    ],
    [
      'other options',
      [withColumn('state', { options: ['open', 'closed'] }), pairs],
      'Job.state offers open, done, but the column open, closed',
    ],
    [
      'a link without a foreign key',
      [{ ...jobs, links: [] }, pairs],
      'Job.task: no foreign key (tenant_id, task_id) leads to "todo_tasks"',
    ],
    ['pairs without a table', [jobs], 'Job.helpers: there is no table "todo_helpers"'],
    [
      'pairs of other tables',
      [jobs, { ...pairs, links: [link('job_id', 'todo_jobs')] }],
      'Job.helpers: "todo_helpers" does not link "todo_jobs" by job_id and "todo_tasks" by task_id',
    ],
    [
      'a column that nothing fills',
      [{ ...jobs, columns: [...columns, column('secret', 'text')] }, pairs],
      'Job: no field fills the column "secret", which may not be null',
    ],
  ]

  for (const [title, shapes, fault] of wrong) {
    test(`finds ${title}`, ({ assert }) => {
      assert.deepEqual(faults(scratchOf(...shapes)), [fault])
    })
  }

  test('finds a search that the table cannot do', ({ assert }) => {
    const views = [search(Job, { fields: ['name'] as never })] as never
    const scratch = scratchOf(jobs, pairs)
    assert.deepEqual(faults(scratch, { views }), ['"todo_jobs" has no searchable column'])
    const generated = new Map([['todo_jobs.search_text', 'lower(COALESCE(surname, ...))']])
    const searchable = {
      ...jobs,
      columns: [...columns, column('search_text', 'text', { generated: true })],
    }
    const other = { ...scratchOf(searchable, pairs), generated }
    assert.deepEqual(faults(other, { views }), ['Job.name is not part of the searchable column'])
  })

  test('finds generated columns that do not say what they are made of', ({ assert }) => {
    const generated = new Map([
      ['todo_jobs.search_text', 'lower(COALESCE(name, ...))'],
      ['todo_jobs.state', "(name || 'x')"],
    ])
    assert.deepEqual(faults({ ...scratchOf(jobs, pairs), generated }), [
      'Job.state is made of "name" and does not say so',
      'Job.name is searched without `search: true`',
    ])
  })
})
