import type { LoadedModule } from './loader.ts'
import type { Look } from './operations/catalogue.ts'
import type { Run } from './operations/ownership.ts'
import { shippedRows } from './shipped_rows.ts'
import { shippedTerms } from './shipped_terms.ts'

/** What became of a shipped record: in how many tenants it was made, changed, taken back, or kept as edited. */
export interface ShippedEffect {
  name: string
  made: number
  changed: number
  withdrawn: number
  kept: number
}

const COLUMNS = `name text, table_name text, place integer, given jsonb, links jsonb, defaults jsonb`

const IS_SAME = `
select coalesce(jsonb_agg(to_jsonb(d) - 'module' order by d.name), '[]')
  = (select coalesce(jsonb_agg(to_jsonb(g) order by g.name), '[]') from jsonb_to_recordset($2::jsonb) as g (${COLUMNS}))
  as same from app.module_data d where d.module = $1`

const UNKNOWN = `
select d.name, link.value ->> 'module' || '.' || (link.value ->> 'name') as target
from app.module_data d cross join lateral jsonb_each(d.links) as link
where d.module = $1 and not exists (select from app.module_data t where t.module = link.value ->> 'module'
  and t.name = link.value ->> 'name' and t.table_name = link.value ->> 'table') order by 1 limit 1`

/**
 * Brings the records that a module ships to every tenant, if it ships other ones than before. Values
 * that a tenant has edited stay. Throws where a record leads to one that nobody ships.
 */
export async function shipData(
  { name: module, path, data }: Pick<LoadedModule, 'name' | 'path' | 'data'>,
  { look, run }: { look: Look; run: Run }
): Promise<ShippedEffect[]> {
  const rows = JSON.stringify(shippedRows(module, data, shippedTerms({ name: module, path })))
  const [known] = await look<{ same: boolean }>(IS_SAME, [module, rows])
  if (known!.same) return []
  await run('delete from app.module_data where module = $1', [module])
  await run(
    `insert into app.module_data (module, name, table_name, place, given, links, defaults)
     select $1, * from jsonb_to_recordset($2::jsonb) as given (${COLUMNS})`,
    [module, rows]
  )
  const [unknown] = await look<{ name: string; target: string }>(UNKNOWN, [module])
  if (unknown) {
    throw new Error(
      `the shipped record ${module}.${unknown.name} leads to ${unknown.target}, which no module ships`
    )
  }
  const { rows: effects } = (await run('select * from app.ship_data($1)', [module])) as {
    rows: ShippedEffect[]
  }
  return effects
}
