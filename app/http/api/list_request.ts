import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { DomainNode } from '../../domains/node.ts'
import { isStored } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import { keysetTerm, type Cursor, type OrderTerm } from '../../models/select.ts'
import type { Model } from '../../models/model.ts'
import { standingConditions } from '../search/standing_conditions.ts'
import type { ApiAction } from './api_action.ts'
import { E_INVALID_REQUEST, type RequestFault } from './errors.ts'
import { mayAskWithin } from './may_ask.ts'

const USUAL_LIMIT = 50
export const HIGHEST_LIMIT = 200

/** What the address of a list asks for. */
export interface ListRequest {
  where: DomainNode[]
  fields: string[]
  order: OrderTerm
  limit: number
  cursor: Cursor | undefined
}

/** Reads the address of a list. Throws E_INVALID_REQUEST, DomainError. */
export function readListRequest(ctx: HttpContext, screen: ApiAction): ListRequest {
  const given = parametersOf(ctx, ['domain', 'fields', 'order', 'limit', 'after'])
  const order = orderOf(given.order, screen)
  return {
    where: conditionsOf(ctx, given.domain, screen),
    fields: fieldsOf(given.fields, screen),
    order,
    limit: limitOf(given.limit),
    cursor: given.after === undefined ? undefined : readCursor(given.after, order),
  }
}

/** The fields that an answer about one record shall have. Throws E_INVALID_REQUEST. */
export function readFieldsRequest(ctx: HttpContext, screen: ApiAction): string[] {
  return fieldsOf(parametersOf(ctx, ['fields']).fields, screen)
}

/** A place after which a list goes on: the order that it belongs to, and its last row. */
export function writeCursor({ name, descending }: OrderTerm, value: unknown, id: string): string {
  return Buffer.from(JSON.stringify([name, descending, value, id])).toString('base64url')
}

/** The parts of the address. A misspelt one would change what is answered, so it is refused. */
export function parametersOf<Name extends string>(
  { request }: HttpContext,
  known: readonly Name[]
): Partial<Record<Name, string>> {
  const given = request.qs() as Record<string, unknown>
  const faults = Object.entries(given).flatMap(([parameter, value]): RequestFault[] => {
    if (!known.includes(parameter as Name)) {
      const values = { known: known.join(', ') }
      return [{ parameter, detail: { key: 'api.unknownParameter', values } }]
    }
    return typeof value === 'string' ? [] : [{ parameter, detail: { key: 'api.onceOnly' } }]
  })
  if (faults.length > 0) throw new E_INVALID_REQUEST(faults)
  return given as Partial<Record<Name, string>>
}

function refuse(parameter: string, key: string, values?: Record<string, string | number>): never {
  throw new E_INVALID_REQUEST([{ parameter, detail: { key: `api.${key}`, values } }])
}

function fieldsOf(given: string | undefined, { fields }: ApiAction): string[] {
  if (given === undefined) return [...fields.keys()]
  const names = given.split(',').filter(Boolean)
  const faults = names
    .filter((name) => !fields.has(name))
    .map((name) => ({
      parameter: 'fields',
      detail: { key: 'api.unknownField', values: { name: name.slice(0, 60) } },
    }))
  if (faults.length > 0) throw new E_INVALID_REQUEST(faults)
  return [...new Set(['id', ...names])]
}

function limitOf(given: string | undefined): number {
  if (given === undefined) return USUAL_LIMIT
  const limit = /^\d{1,4}$/.test(given) ? Number(given) : 0
  if (limit < 1 || limit > HIGHEST_LIMIT) refuse('limit', 'limitRange', { most: HIGHEST_LIMIT })
  return limit
}

/** Pages follow one another by the value of a field that is never empty, and by the id. */
function orderOf(given: string | undefined, { action, fields }: ApiAction): OrderTerm {
  if (given === undefined) {
    const own = keysetTerm(action.model, action.list.order)
    return own && fields.has(own.name) ? own : { name: 'id', descending: true }
  }
  const [, name, direction] = /^(\w{1,60})(?: (asc|desc))?$/.exec(given) ?? []
  const order = { name: name ?? '', descending: direction === 'desc' }
  if (order.name === 'id' || (fields.has(order.name) && keysetTerm(action.model, [order]))) {
    return order
  }
  const sortable = [...fields].filter(([each, field]) => {
    return isStored(field) && keysetTerm(action.model, [{ name: each, descending: false }])
  })
  return refuse('order', 'order', { fields: ['id', ...sortable.map(([each]) => each)].join(', ') })
}

function readCursor(given: string, order: OrderTerm): Cursor {
  try {
    const place = JSON.parse(Buffer.from(given, 'base64url').toString()) as unknown
    if (!Array.isArray(place)) throw new TypeError('no place')
    const [name, descending, value, id] = place as unknown[]
    const isSame = name === order.name && descending === order.descending
    if (isSame && typeof value === 'string' && isUuid(id)) return { value, id, backwards: false }
  } catch {
    // Falls through: what cannot be read is no place.
  }
  return refuse('after', 'after')
}

/** The screen's own filter, the domain, and no archived records unless the domain speaks of them. */
function conditionsOf(
  ctx: HttpContext,
  given: string | undefined,
  screen: ApiAction
): DomainNode[] {
  const { model, module, list } = screen.action
  const records = new Records(model, ctx.registry.access)
  const asked = domainOf(ctx, given, records, module)
  const standing = standingConditions(records, list.filter, false)
  if (!asked) return standing
  if (!speaksOf(asked, 'active')) return [...standing, asked]
  return [...standingConditions(records, list.filter, null), asked]
}

function domainOf(
  ctx: HttpContext,
  given: string | undefined,
  records: Records<typeof Model>,
  module: string
): DomainNode | null {
  if (given === undefined) return null
  let domain: unknown
  try {
    domain = JSON.parse(given)
  } catch {
    refuse('domain', 'notJson')
  }
  return records.domain(domain, mayAskWithin(ctx, module))
}

/** Whether a condition is about this field of the records themselves. */
function speaksOf(node: DomainNode, name: string): boolean {
  if ('children' in node) return node.children.some((child) => speaksOf(child, name))
  if (node.kind === 'not') return speaksOf(node.child, name)
  return 'path' in node && node.path.length === 1 && node.path[0] === name
}
