import app from '@adonisjs/core/services/app'
import hash from '@adonisjs/core/services/hash'
import pg from 'pg'
import { inEnglish } from '#app/domains/reasons'
import { ModulesService } from '#app/modules/modules_service'
import type { Operation, OperationKind } from '#app/modules/operations/operation'
import { spoken } from '#app/modules/operations/plan_lines'
import { Operator } from '#app/modules/operations/operator'
import { withSetUpDatabase, type EmptyDatabase } from './empty_database.ts'
import { ModuleFolders } from './module_folders.ts'

/** Loyalty points: a table of its own, columns on contacts, and one of each other kind of object. */
const loyalty = {
  'migrations/0001_levels.ts': `import { Migration } from '#addon'
    export default class extends Migration {
      async up() {
        this.createTenantTable('loyalty_levels', (table) => {
          table.columns.text('name').notNullable()
          table.searchable(['name'])
          table.unique(['name'])
        })
        this.addColumns('crm_contacts', (table) => {
          table.columns.integer('loyalty_points').notNullable().defaultTo(5)
          table.columns.text('loyalty_card')
          table.link('loyalty_level_id', 'loyalty_levels', { onDelete: 'set null' })
          table.index(['loyalty_points'])
          table.unique(['loyalty_card'])
        })
        this.schema.raw("create type loyalty_mood as enum ('warm', 'cold')")
        this.schema.raw("create function loyalty_greeting() returns text language sql as $$ select 'hi' $$")
        this.schema.raw('create view loyalty_names with (security_invoker = true) as select name from loyalty_levels')
      }
    }`,
}

/** Screens of loyalty, a page that takes its time, and a job. */
const screens = {
  'models/level.ts': `import { Model, text } from '#addon'
    export class Level extends Model {
      static table = 'loyalty_levels'
      static label = { one: 'level', many: 'levels' }
      static fields = { name: text({ label: 'Name', required: true, search: true }) }
    }`,
  'access.ts': `import { allow } from '#addon'
    import { administrator } from '#modules/base/access'
    import { Level } from './models/level.ts'
    export default [allow(administrator, Level, ['read', 'create', 'write'])]`,
  'views/level.ts': `import { form, list, search, section } from '#addon'
    import { Level } from '../models/level.ts'
    export const levelList = list(Level, ['name'])
    export const levelForm = form(Level, { sheet: [section('Level', ['name'])] })
    export const levelSearch = search(Level, { fields: ['name'] })`,
  'menus.ts': `import { menu, open } from '#addon'
    import { levelForm, levelList, levelSearch } from './views/level.ts'
    export default menu('Loyalty', {
      icon: 'star', items: { levels: open('Levels', levelList, levelForm, levelSearch) },
    })`,
  'routes.ts': `const Slow = () => import('./controllers/slow_controller.ts')
    export default (router, { page }) => {
      router.post('/loyalty/slow', [Slow, 'store']).as('loyalty.slow.store').use(page)
      router.post('/loyalty/later', [Slow, 'later']).as('loyalty.slow.later').use(page)
    }`,
  'controllers/slow_controller.ts': `import { Environment } from '#addon'
    import { countLevels } from '../jobs/count_levels.ts'
    import { Level } from '../models/level.ts'
    export default class {
      async later() {
        countLevels.enqueue({ name: 'Late' }, { delay: 3_600_000 })
        return {}
      }
      async store({ request }) {
        const environment = Environment.current()
        for (let second = 0; second < Number(request.input('seconds')); second++) {
          await environment.query('select pg_sleep(1)')
          const enough = await environment.query("select from tenants where name = 'Enough'")
          if (enough.length > 0) break
        }
        await Level.create({ name: 'Bronze' })
        return { levels: (await Level.query()).length }
      }
    }`,
  'jobs/count_levels.ts': `import { defineJob } from '#addon'
    import { Level } from '../models/level.ts'
    export const countLevels = defineJob({
      name: 'loyalty.count',
      async run({ name }) {
        await Level.create({ name })
      },
    })`,
}

const visits = (version = 1) => ({
  'migrations/0001_visits.ts': `import { Migration } from '#addon'
    export default class extends Migration {
      async up() {
        this.createTenantTable('calls_calls', (table) => {
          table.located()
          table.columns.text('subject').notNullable()
          table.link('contact_id', 'crm_contacts', { onDelete: 'cascade' })
          table.link('level_id', 'loyalty_levels', { onDelete: 'restrict' })
        })
      }
    }`,
  ...(version > 1 && {
    'migrations/0002_minutes.ts': `import { Migration } from '#addon'
      export default class extends Migration {
        async up() {
          this.schema.alterTable('calls_calls', (table) => { table.integer('minutes') })
        }
      }`,
  }),
})

/** A database with the shipped modules, and two that are not: `calls` depends on `loyalty`. */
export class House {
  readonly folders: ModuleFolders
  readonly empty: EmptyDatabase

  constructor(folders: ModuleFolders, empty: EmptyDatabase) {
    this.folders = folders
    this.empty = empty
  }

  /** A new process, as far as modules are concerned. */
  operator(): Operator {
    const modules = new ModulesService(app.makePath(), this.folders.root)
    return new Operator(this.empty.database, this.empty.credentials, modules)
  }

  async setUp(): Promise<string[]> {
    const told: string[] = []
    const modules = new ModulesService(app.makePath(), this.folders.root)
    const faults = await this.empty.setup.run(await modules.load(), (line) => told.push(line))
    return [...faults.map(({ name, reason }) => `${name} ${inEnglish(reason)}`), ...told]
  }

  perform(kind: OperationKind, ...names: string[]) {
    return this.operator().perform(operations(kind, ...names))
  }

  async plan(kind: OperationKind, ...names: string[]) {
    return spoken(await this.operator().plan(operations(kind, ...names)))
  }

  async query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(this.empty.credentials.of('owner'))
    await client.connect()
    try {
      return (await client.query(sql, values)).rows as Row[]
    } finally {
      await client.end()
    }
  }

  async states(): Promise<Record<string, string>> {
    const rows = await this.query<{ name: string; state: string }>(
      'select name, state from app.modules order by name'
    )
    return Object.fromEntries(rows.map(({ name, state }) => [name, state]))
  }

  /** Everything that PostgreSQL knows about the schema, and all rows of some tables. */
  async fingerprint(...tables: string[]): Promise<string[]> {
    const schema = await this.query<{ line: string }>(SCHEMA)
    const lines = schema.map(({ line }) => line)
    for (const table of tables) {
      const rows = await this.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${table} t order by 1`
      )
      lines.push(...rows.map(({ row }) => `${table}: ${row}`))
    }
    return lines
  }
}

/** A line for each table, column, index, constraint, policy, grant, function, type and record of modules. */
const SCHEMA = `
with r as (select c.oid, c.oid::regclass::text as name, c.relkind, c.relacl from pg_class c join pg_namespace n
  on n.oid = c.relnamespace where n.nspname in ('public', 'app') or n.nspname like 'archive%')
select 'relation ' || name || ' ' || relkind::text || coalesce((select string_agg(a::text, ' ' order by a::text)
  from unnest(relacl) a), '') as line from r
union all select 'column ' || r.name || '.' || attname || ' ' || format_type(atttypid, atttypmod)
  || attnotnull || coalesce(pg_get_expr(adbin, adrelid), '') from r join pg_attribute a on a.attrelid = r.oid
  left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum where attnum > 0 and not attisdropped
union all select 'index ' || pg_get_indexdef(indexrelid) from r join pg_index i on i.indrelid = r.oid
union all select 'constraint ' || r.name || ' ' || conname || ' ' || pg_get_constraintdef(k.oid)
  from r join pg_constraint k on k.conrelid = r.oid
union all select 'policy ' || tablename || ' ' || policyname || coalesce(qual, '') from pg_policies
union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join r on r.oid = t.tgrelid
  where not tgisinternal
union all select 'function ' || p.oid::regprocedure::text from pg_proc p
  where pronamespace = 'public'::regnamespace and prolang <> (select oid from pg_language where lanname = 'c')
union all select 'type ' || t.oid::regtype::text from pg_type t where typnamespace = 'public'::regnamespace and typtype = 'e'
union all select 'module ' || name || ' ' || version || ' ' || state from app.modules
union all select 'migration ' || module || ' ' || name from app.module_migrations
union all select 'object ' || module || ' ' || kind || ' ' || relation || ' ' || name from app.module_objects
order by 1`

function operations(kind: OperationKind, ...names: string[]): Operation[] {
  return names.map((module) => ({ kind, module }))
}

/** Lets `work` use a house in a database of its own, which is dropped again; set up already unless said otherwise. */
export async function withHouse(
  name: string,
  work: (house: House) => Promise<void>,
  withDatabase = withSetUpDatabase<void>
) {
  const folders = await ModuleFolders.create()
  try {
    await folders.module('loyalty', { depends: ['base', 'crm'] }, { ...loyalty, ...screens })
    await folders.module('calls', { depends: ['crm', 'loyalty'] }, visits())
    await withDatabase(name, async (empty) => {
      const house = new House(folders, empty)
      await house.setUp()
      await work(house)
    })
  } finally {
    await folders.remove()
  }
}

/** The files of a version of `calls`: the second has a column more. */
export const callsFiles = visits

export const TENANT = '01900000-0000-7000-8000-000000000001'

/** The administrator whom `administrator` makes. */
export const USER = '01900000-0000-7000-8000-000000000099'

/** Somebody who may see everything of the tenant, and all apps: `ada@alpha.test`. */
export async function administrator(house: House) {
  await house.query(`
    select set_config('app.tenant_id', '${TENANT}', false);
    insert into tenants (id, name) values ('${TENANT}', 'Alpha') on conflict do nothing;
    insert into identity.users (id, email, name, password, is_platform_administrator)
      values ('${USER}', 'ada@alpha.test', 'Ada', '${await hash.make('secret-of-the-tests')}', true);
    insert into memberships (id, name, email, all_locations)
      values ('${USER}', 'Ada', 'ada@alpha.test', true);
    insert into membership_groups (user_id, group_name) values ('${USER}', 'base.administrator');`)
}

/** Three contacts, two with cards, and two levels. */
export async function fillLoyalty(house: House) {
  await house.query(`
    select set_config('app.tenant_id', '${TENANT}', false);
    insert into tenants (id, name) values ('${TENANT}', 'Alpha') on conflict do nothing;
    delete from crm_contacts;
    insert into loyalty_levels (id, name) values
      ('01900000-0000-7000-8000-00000000000a', 'Gold'), ('01900000-0000-7000-8000-00000000000b', 'Silver');
    insert into crm_contacts (id, first_name, status, loyalty_points, loyalty_card, loyalty_level_id)
    select ('01900000-0000-7000-8000-00000000010' || n)::uuid, 'Nora ' || n, 'lead', n * 10,
      case when n < 3 then 'card ' || n end,
      case when n = 1 then '01900000-0000-7000-8000-00000000000a'::uuid end
    from generate_series(1, 3) n;`)
}

/** The same, and two calls. */
export async function fill(house: House) {
  await fillLoyalty(house)
  await house.query(`
    select set_config('app.tenant_id', '${TENANT}', false);
    insert into calls_calls (subject, contact_id, level_id)
    select 'Call ' || n, ('01900000-0000-7000-8000-00000000010' || n)::uuid,
      '01900000-0000-7000-8000-00000000000a' from generate_series(1, 2) n;`)
}

export const TABLES = ['crm_contacts', 'loyalty_levels', 'calls_calls']
