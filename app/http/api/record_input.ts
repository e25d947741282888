import type { HttpContext } from '@adonisjs/core/http'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import type { Input } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { InputFault } from '../../models/field_input.ts'
import { textOf } from '../search/search_query.ts'
import { E_INVALID_REQUEST, E_VERSION_NEEDED, type RequestFault } from './errors.ts'
import type { ApiAction } from './api_action.ts'

/** What a body asks to write, and on which version of the record; null for any. */
export interface RecordInput {
  input: Input
  version: number | null
}

/** The type of JSON value that each kind of field takes, besides null. */
const jsonTypes: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  text: 'string',
  longText: 'string',
  email: 'string',
  phone: 'string',
  url: 'string',
  date: 'string',
  datetime: 'string',
  selection: 'string',
  many2one: 'string',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  boolean: 'boolean',
}

/** The fields of a new record. Throws E_INVALID_REQUEST, E_INVALID_INPUT. */
export function newRecordInput(ctx: HttpContext, screen: ApiAction): Input {
  return checked(bodyOf(ctx), screen)
}

/** The changes of a record and the version that they were made on. Throws E_VERSION_NEEDED too. */
export function changedRecordInput(ctx: HttpContext, screen: ApiAction): RecordInput {
  const { version: inBody, ...body } = bodyOf(ctx)
  const version = versionOf(ctx, inBody)
  return { input: checked(body, screen), version }
}

/**
 * The version of a record that is to be deleted, null for any. Throws E_INVALID_REQUEST,
 * E_VERSION_NEEDED.
 */
export function deletedVersion(ctx: HttpContext): number | null {
  const { version, ...more } = bodyOf(ctx)
  const faults = Object.keys(more).map((name) => faultOf(name, 'api.unknownField'))
  if (faults.length > 0) throw new E_INVALID_REQUEST(faults)
  return versionOf(ctx, version)
}

function versionOf(ctx: HttpContext, inBody: unknown): number | null {
  const version = inBody ?? versionInHeader(ctx)
  if (version === undefined) throw new E_VERSION_NEEDED()
  if (version === null || Number.isSafeInteger(version)) return version as number | null
  throw new E_INVALID_REQUEST([{ pointer: '#/version', detail: { key: 'api.integer' } }])
}

/** The version that `If-Match` demands: null for any (`*`), undefined where it says nothing. */
function versionInHeader({ request }: HttpContext): number | null | undefined {
  const header = request.header('if-match')?.trim()
  if (header === undefined) return undefined
  if (header === '*') return null
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(header)?.[1]
  if (version) return Number(version)
  throw new E_INVALID_REQUEST([{ parameter: 'If-Match', detail: { key: 'api.ifMatch' } }])
}

export function bodyOf({ request }: HttpContext): Record<string, unknown> {
  const body: unknown = request.body()
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>
  }
  throw new E_INVALID_REQUEST([{ pointer: '#', detail: { key: 'api.object' } }])
}

function checked(body: Record<string, unknown>, { records, fields }: ApiAction): Input {
  const fieldOf = (name: string) => {
    const field = records.inputField(name)
    return field?.kind === 'json' ? undefined : field
  }
  const unknown = Object.keys(body).filter((name) => !fieldOf(name))
  if (unknown.length > 0) {
    throw new E_INVALID_REQUEST(
      unknown.map((name) => faultOf(name, fields.has(name) ? 'api.readonly' : 'api.unknownField'))
    )
  }
  const faults: Record<string, InputFault> = {}
  const input: Record<string, unknown> = {}
  for (const [name, given] of Object.entries(body)) {
    const field = fieldOf(name)!
    const value = plain(field, given)
    if (isOfKind(field, value)) input[name] = value
    else faults[name] = { key: `api.type.${jsonTypes[field.kind] ?? 'list'}` }
  }
  if (Object.keys(faults).length > 0) throw new E_INVALID_INPUT(faults)
  return input
}

/** A link may be written as it is read, `{ id, title }`, or as the id alone. */
function plain({ kind }: Field, given: unknown): unknown {
  if (kind === 'many2one') return idOf(given)
  return kind === 'many2many' && Array.isArray(given) ? given.map(idOf) : given
}

function idOf(given: unknown): unknown {
  const isLink = typeof given === 'object' && given !== null && Object.hasOwn(given, 'id')
  return isLink ? (given as { id: unknown }).id : given
}

function isOfKind({ kind }: Field, value: unknown): boolean {
  if (kind === 'boolean') return typeof value === 'boolean'
  if (kind === 'many2many' || kind === 'groups') {
    return Array.isArray(value) && value.every((id) => typeof id === 'string')
  }
  const type: string = typeof value
  return value === null || type === jsonTypes[kind]
}

/** The texts, ticks, links and files of a body that may hold nothing else. Throws E_INVALID_REQUEST. */
export function closedBodyOf(
  ctx: HttpContext,
  known: Readonly<Record<string, 'string' | 'boolean' | 'link' | 'files'>>
): Record<string, unknown> {
  const faults: RequestFault[] = []
  const body = Object.entries(bodyOf(ctx)).map(([name, given]): [string, unknown] => {
    const type = Object.hasOwn(known, name) ? known[name] : undefined
    const value = type === 'link' ? idOf(given) : given
    const wanted = type === 'link' ? 'string' : type
    if (!wanted) faults.push(faultOf(name, 'api.unknownField'))
    else if (!isOfType(value, wanted)) faults.push(faultOf(name, `api.type.${wanted}`))
    return [name, typeof value === 'string' ? textOf(value) : value]
  })
  if (faults.length > 0) throw new E_INVALID_REQUEST(faults)
  return Object.fromEntries(body)
}

function isOfType(value: unknown, wanted: 'string' | 'boolean' | 'files'): boolean {
  const type: string = typeof value
  if (wanted === 'files') return type === 'object'
  return type === wanted || (value === null && wanted === 'string')
}

function faultOf(name: string, key: string): RequestFault {
  return { pointer: `#/${escaped(name)}`, detail: { key, values: { name } } }
}

/** A name as a part of a JSON Pointer in a URI fragment. */
function escaped(name: string): string {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return encodeURIComponent(shown.replaceAll('~', '~0').replaceAll('/', '~1'))
}
