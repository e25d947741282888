import { targetOf, type Field, type Many2Many, type One2Many } from './fields.ts'
import {
  columnAt,
  idAt,
  identifier,
  ruleAt,
  sameTenant,
  type Context,
  type Place,
} from './sql_context.ts'

/**
 * PostgreSQL turns sub-queries into joins and tries out their orders, which takes minutes for a
 * hundred. Those beyond this number end in `offset 0`, which it leaves as they are.
 */
const MOST_JOINED = 12

/**
 * That there is a record behind the relation which meets `inner` and the rules of its model. The
 * tenant is part of every step, so that no link leads out of it.
 */
export function relatedRecords(
  context: Context,
  place: Place,
  name: string,
  inner: (behind: Place) => string
): string {
  const field = place.model.allFields[name]!
  const { asStored } = place
  const behind: Place = { model: targetOf(field), alias: context.newAlias(), asStored }
  const { tables, links } = linkTo(context, place, name, field, behind)
  const apart = context.countSubquery() > MOST_JOINED ? ' offset 0' : ''
  const wanted = inner(behind)
  const conditions = [...links, ...(wanted === 'true' ? [] : [wanted]), ...ruleAt(context, behind)]
  return `exists (select 1 from ${tables} where ${conditions.join(' and ')}${apart})`
}

function linkTo(context: Context, place: Place, name: string, field: Field, behind: Place) {
  const table = `${identifier(behind.model.table)} ${identifier(behind.alias)}`
  const tenant = sameTenant(context, behind.alias, place.alias)
  if (field.kind === 'many2one') {
    return { tables: table, links: [tenant, `${idAt(behind)} = ${columnAt(place, name)}`] }
  }
  if (field.kind === 'one2many') {
    const { inverse } = field as One2Many<unknown>
    return { tables: table, links: [tenant, `${columnAt(behind, inverse)} = ${idAt(place)}`] }
  }
  const { through } = field as Many2Many<unknown>
  const pairs = context.newAlias()
  const key = (column: string) => `${identifier(pairs)}.${identifier(column)}`
  return {
    tables: `${identifier(through.table)} ${identifier(pairs)}, ${table}`,
    links: [
      sameTenant(context, pairs, place.alias),
      `${key(through.key)} = ${idAt(place)}`,
      tenant,
      `${idAt(behind)} = ${key(through.otherKey)}`,
    ],
  }
}
