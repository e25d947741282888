import { lastField, type TermNode } from './node.ts'
import { idAt, type Context, type Place } from './sql_context.ts'

/** Kinds whose values are stored exactly as domains write them. */
const exact = ['text', 'email', 'phone', 'url', 'selection', 'many2one', 'integer']

/**
 * That an indexed custom field holds one of some values. PostgreSQL uses no index on a value inside
 * jsonb under row-level security, so `app.custom_ids` looks it up, with the tenant and the
 * locations inside. Null where the term asks for something that no index knows.
 */
export function indexedTerm(
  place: Place,
  name: string,
  node: TermNode,
  context: Context
): string | null {
  const { kind, options } = lastField(node)
  if (!options.indexed || !exact.includes(kind) || !['=', 'in'].includes(node.operator)) return null
  const values = [node.value].flat()
  if (values.includes(null)) return null
  const table = context.parameters.add(`public.${place.model.table}`, 'text')
  const wanted = values.map((value) => JSON.stringify({ [name]: value }))
  const bound = context.parameters.add(wanted, 'text[]')
  return `${idAt(place)} in (select app.custom_ids(${table}::regclass, ${bound}::jsonb[]))`
}
