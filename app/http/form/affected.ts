import { Records } from '../../access/records.ts'
import { columnOf, targetOf, type Field } from '../../domains/fields.ts'
import type { Environment, Statement } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'

/** Records of another model that point to the one to be deleted. */
export interface Affected {
  model: typeof Model
  /** Label of the field that points here. */
  field: string
  count: number
  /** What the database does with them: empties the field, deletes them, or refuses. */
  effect: 'emptied' | 'deleted' | 'blocked'
}

const effects: Record<string, Affected['effect']> = { n: 'emptied', c: 'deleted' }

/** Counting stops here. */
const MOST = 100_000

/**
 * What deleting records does to others, from the foreign keys that lead to its table. Counts
 * records that the asker may see, by fields that they may see; others are none of their business.
 */
export async function affectedBy(
  environment: Environment,
  registry: Registry,
  model: typeof Model,
  ids: readonly string[]
): Promise<Affected[]> {
  const links = registry.models
    .flatMap((other) => linksTo(model, other))
    .filter(([other, name]) => {
      const records = new Records(other, registry.access)
      return records.allows('read') && records.shows(name)
    })
  const statements = links.map(([other, name]) => {
    const records = new Records(other, registry.access)
    const where = [records.domain([[name, 'in', ids]])]
    return records.count({ where, fields: [], order: [], limit: MOST })
  })
  const keys: Statement = {
    text: `select c.conrelid::regclass::text as "table", a.attname as "column", c.confdeltype as action
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
      where c.contype = 'f' and c.confrelid = $1::regclass and a.attname <> 'tenant_id'`,
    values: [`public.${model.table}`],
  }
  const [actions, ...counts] = await environment.read([keys, ...statements])
  return links.flatMap(([other, name, field], index) => {
    const count = Number(counts[index]![0]!.count)
    const column = columnOf(name, field)
    const key = actions!.find((row) => row.table === other.table && row.column === column)
    const action = field.options.custom ? 'n' : String(key?.action)
    const effect = effects[action] ?? 'blocked'
    return count > 0 ? [{ model: other, field: field.options.label, count, effect }] : []
  })
}

function linksTo(model: typeof Model, other: typeof Model): [typeof Model, string, Field][] {
  return Object.entries(other.allFields).flatMap(([name, field]) =>
    field.kind === 'many2one' && (targetOf(field) as unknown) === model
      ? [[other, name, field] as [typeof Model, string, Field]]
      : []
  )
}
