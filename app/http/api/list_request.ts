import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Field } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import { cursorOf, type Cursor, type OrderTerm } from '../../models/order.ts'
import type { Model } from '../../models/model.ts'
import { isSortable } from '../list/compiled_list.ts'
import { isPlaceIn, MOST_SORTED, sortWord } from '../list/list_query.ts'
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
  order: readonly OrderTerm[]
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
    cursor: given.after === undefined ? undefined : readCursor(given.after, order, screen),
  }
}

/** The fields that an answer about one record shall have. Throws E_INVALID_REQUEST. */
export function readFieldsRequest(ctx: HttpContext, screen: ApiAction): string[] {
  return fieldsOf(parametersOf(ctx, ['fields']).fields, screen)
}

/** A place after which a list goes on: the order that it belongs to, and its last row. */
export function writeCursor(order: readonly OrderTerm[], row: Readonly<Record<string, unknown>>) {
  const place = [sortWord(order), cursorOf(row, order), row.id]
  return Buffer.from(JSON.stringify(place)).toString('base64url')
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
      const key = known.length > 0 ? 'api.unknownParameter' : 'api.noParameter'
      return [{ parameter, detail: { key, values } }]
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

/** As the list of the screen is ordered, unless told: by fields and titles of links. */
function orderOf(given: string | undefined, screen: ApiAction): OrderTerm[] {
  const sortable = sortableFields(screen)
  if (given === undefined) {
    const own = screen.action.list.order.filter(({ name }) => sortable.has(name))
    return own.length > 0 ? [...own] : [{ name: 'id', descending: true }]
  }
  const terms = given.split(',').map((word): OrderTerm => {
    const [, name = '', direction] = /^ ?(\w{1,60})(?: (asc|desc))?$/.exec(word) ?? []
    return { name, descending: direction === 'desc' }
  })
  const names = new Set(terms.map(({ name }) => name))
  const isSound = terms.length <= MOST_SORTED && terms.every(({ name }) => sortable.has(name))
  if (isSound && names.size === terms.length) return terms
  return refuse('order', 'order', { most: MOST_SORTED, fields: [...sortable.keys()].join(', ') })
}

/** The fields that a list can be ordered by, as on screen. */
export function sortableFields({ fields }: ApiAction): ReadonlyMap<string, Field> {
  return new Map([...fields].filter(([, field]) => isSortable(field)))
}

function readCursor(given: string, order: readonly OrderTerm[], { fields }: ApiAction): Cursor {
  try {
    const place = JSON.parse(Buffer.from(given, 'base64url').toString()) as unknown
    const [word, values, id] = place as unknown[]
    if (word === sortWord(order) && isUuid(id) && arePlaces(values, order, fields)) {
      return { values, id, backwards: false }
    }
  } catch {
    // Falls through: what cannot be read is no place.
  }
  return refuse('after', 'after')
}

function arePlaces(
  values: unknown,
  order: readonly OrderTerm[],
  fields: ApiAction['fields']
): values is (string | null)[] {
  if (!Array.isArray(values) || values.length !== order.length) return false
  return order.every(({ name }, index) => {
    const value: unknown = values[index]
    return value === null || (typeof value === 'string' && isPlaceIn(fields.get(name)!, { value }))
  })
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
