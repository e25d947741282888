import {
  columnOf,
  isStored,
  targetOf,
  translationsColumn,
  type AskedModel,
  type Field,
} from '../domains/fields.ts'
import type { Parameters } from '../domains/parameters.ts'
import { Clauses, literal, quote, titleExpression, type SelectContext } from './clauses.ts'

/** Which changes of a record are asked for. */
interface Tracked {
  model: AskedModel
  recordId: string
  /** Only changes before this moment. */
  before: Date | null
  limit: number
  /** The fields whose changes are told, by name. */
  tracked: readonly [name: string, field: Field][]
}

/** A line of the change log about the record itself. */
export interface TrackedChange {
  time: Date
  userId: string | null
  userName: string | null
  action: 'insert' | 'update' | 'delete'
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
  /** Titles of the records that tracked fields lead to, by id, as far as the asker may read them. */
  titles: Readonly<Record<string, string>>
}

/** The name under which the change log keeps a field. */
export function loggedName(name: string, field: Field): string {
  return field.options.custom ? name : columnOf(name, field)
}

/** The names under which the change log keeps a field and its values in other languages. */
function loggedNames(name: string, field: Field): string[] {
  const own = loggedName(name, field)
  return field.options.translate ? [own, translationsColumn(name, field)] : [own]
}

/** Those of some fields whose changes are told. */
export function trackedOf(fields: Iterable<[string, Field]>): [name: string, field: Field][] {
  return [...fields].filter(([, field]) => field.options.tracked && isStored(field))
}

/**
 * The latest changes of a record from the change log: that it was made, deleted or brought back, and
 * every change of a tracked field; with the titles of linked records. The text of a part of a
 * statement, with its `parameters`.
 */
export function trackedChanges(
  { model, tracked, recordId, before, limit }: Tracked,
  context: SelectContext,
  parameters: Parameters
): string {
  const clauses = new Clauses({ model, where: [], rule: null }, context, parameters)
  const { tenant } = clauses
  const record = parameters.add(recordId, 'uuid')
  const table = parameters.add(model.table, 'text')
  const names = parameters.add(
    tracked.flatMap(([name, field]) => loggedNames(name, field)),
    'text[]'
  )
  const earlier = before ? ` and e.happened_at < ${parameters.add(before, 'timestamptz')}` : ''
  return `with shown as (
      select e.happened_at, e.user_id, c.place, c.action, c.before, c.after
      from audit_changes c join audit_entries e on e.tenant_id = c.tenant_id and e.id = c.entry_id
      where c.tenant_id = ${tenant} and c.record_id = ${record} and c.table_name = ${table}
        and (c.action in ('insert', 'delete') or c.after ?| ${names})${earlier}
      order by e.happened_at desc, c.place desc limit ${literal(limit)}
    )
    select s.happened_at as time, s.user_id as "userId", m.name as "userName", s.action, s.before, s.after,
      ${titlesOf(tracked, clauses)} as titles
    from shown s left join memberships m on m.tenant_id = ${tenant} and m.id = s.user_id
    order by s.happened_at desc, s.place desc`
}

/** One JSON object with the titles of all that a change leads to. */
function titlesOf(tracked: Tracked['tracked'], clauses: Clauses): string {
  const links = tracked.filter(
    ([, field]) => field.kind === 'many2one' && clauses.showsTitles(targetOf(field))
  )
  const parts = links.map(([name, field], index) => {
    const target = targetOf(field)
    const alias = `x${index}`
    const key = `'${loggedName(name, field).replaceAll("'", "''")}'`
    const conditions = [
      `${alias}.tenant_id = ${clauses.tenant}`,
      `${alias}.id in ((s.before ->> ${key})::uuid, (s.after ->> ${key})::uuid)`,
      ...clauses.ruleFor(target, alias),
    ]
    return `coalesce((select jsonb_object_agg(${alias}.id, ${titleExpression(alias, target)})
      from ${quote(target.table)} ${alias} where ${conditions.join(' and ')}), '{}')`
  })
  return parts.length > 0 ? parts.join(' || ') : `'{}'::jsonb`
}
