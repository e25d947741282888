import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { LoadedModule } from './loader.ts'
import { locationShares, tenantCounts, type LoadWish } from './load_plan.ts'

export interface LoadOptions {
  owner: pg.ClientBase
  modules: readonly LoadedModule[]
  wish: LoadWish
  /** The hash that every user of the load tenants logs in with. */
  passwordHash: string
  report: (line: string) => void
}

/**
 * Makes tenants `Load 1`, `Load 2`, … with locations and users, and runs the `demo/load.sql` of
 * each module as the owner, past the change log. Running it again adds more tenants. All or
 * nothing.
 *
 * Each tenant has four users with the password of the demo: `admin@load1.test`, and the location
 * managers `third@` (30 % of the records), `tenth@` (about a tenth) and `rare@` (0.05 %).
 * Returns the number of the first tenant that it made.
 */
export async function fillLoadData(options: LoadOptions): Promise<number> {
  const { owner, modules, report } = options
  let first: number
  await owner.query('begin')
  try {
    await owner.query('set local app.change_log = off')
    first = await makePlan(options)
    for (const module of modules) await runScript(module, owner, report)
    await owner.query('drop table app.load_tenants, app.load_locations, app.load_members')
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
  report('Cleaning up and gathering statistics')
  await owner.query('vacuum (analyze)')
  return first
}

async function runScript(
  module: LoadedModule,
  owner: pg.ClientBase,
  report: LoadOptions['report']
) {
  const file = join(module.path, 'demo', 'load.sql')
  if (!existsSync(file)) return
  const began = performance.now()
  const results = [await owner.query(await readFile(file, 'utf8'))].flat()
  const inserts = results.filter(({ command }) => command === 'INSERT')
  const rows = inserts.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  report(`${module.manifest.title}: ${rows.toLocaleString('en')} rows in ${seconds} s`)
}

/** The tables that the scripts read; they exist only inside the transaction. */
const PLAN = `
create unlogged table app.load_tenants (
  tenant_id uuid primary key default app.uuidv7(), number integer not null, contacts integer not null
);
create unlogged table app.load_locations (
  tenant_id uuid not null, location_id uuid not null default app.uuidv7(), number integer not null,
  share double precision not null, first double precision not null, last double precision not null
);
create unlogged table app.load_members (
  tenant_id uuid not null, user_id uuid not null default app.uuidv7(), role text not null,
  email text not null, name text not null, location_id uuid
);`

const TENANTS = `
with earlier as (select count(*) as number from public.tenants where name ~ '^Load [0-9]+$')
insert into app.load_tenants (number, contacts)
select earlier.number + given.number, given.contacts
from earlier, unnest($1::integer[]) with ordinality as given (contacts, number)`

/** Each location takes a part of the line from 0 to 1, \`first\` included and \`last\` not. */
const LOCATIONS = `
insert into app.load_locations (tenant_id, number, share, first, last)
select tenant_id, given.number, share,
  sum(share) over tenant - share, sum(share) over tenant
from app.load_tenants t, unnest($1::double precision[]) with ordinality as given (share, number)
window tenant as (partition by tenant_id order by given.number)`

const MEMBERS = `
insert into app.load_members (tenant_id, role, email, name, location_id)
select t.tenant_id, role, role || '@load' || t.number || '.test', title || ' ' || t.number, (
  select l.location_id from app.load_locations l
  where l.tenant_id = t.tenant_id and kind.share is not null order by abs(l.share - kind.share) limit 1)
from app.load_tenants t, (values ('admin', 'Ada Administrator', null), ('third', 'Theo Third', 0.3),
  ('tenth', 'Tess Tenth', 0.1), ('rare', 'Rina Rare', 0)) as kind (role, title, share)`

const HOST_ROWS = [
  `insert into public.tenants (id, name) select tenant_id, 'Load ' || number from app.load_tenants`,
  `insert into public.locations (tenant_id, id, name, sequence)
   select tenant_id, location_id, 'Location ' || number, number * 10 from app.load_locations`,
  `insert into public.memberships (tenant_id, id, name, email, all_locations)
   select tenant_id, user_id, name, email, location_id is null from app.load_members`,
  `insert into public.membership_locations (tenant_id, user_id, location_id)
   select tenant_id, user_id, location_id from app.load_members where location_id is not null`,
  `insert into public.membership_groups (tenant_id, user_id, group_name)
   select tenant_id, user_id, case role when 'admin' then 'base.administrator'
     else 'base.location_manager' end from app.load_members`,
]

async function makePlan({ owner, wish, passwordHash }: LoadOptions): Promise<number> {
  await owner.query(PLAN)
  await owner.query(TENANTS, [tenantCounts(wish)])
  await owner.query(LOCATIONS, [locationShares(wish.locations)])
  await owner.query(MEMBERS)
  await owner.query('analyze app.load_tenants, app.load_locations, app.load_members')
  await owner.query(
    `insert into identity.users (id, email, name, password)
     select user_id, email, name, $1 from app.load_members`,
    [passwordHash]
  )
  for (const statement of HOST_ROWS) await owner.query(statement)
  const { rows } = await owner.query<{ first: number }>(
    'select min(number) as first from app.load_tenants'
  )
  return rows[0]!.first
}
