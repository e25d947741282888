import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import { MOST_SORTED } from '../list/list_query.ts'
import { isInternal } from '../thread/is_internal.ts'
import { apiAction, type ApiAction } from './api_action.ts'
import { readSchema, writeSchema, type Schema } from './field_schema.ts'
import { HIGHEST_LIMIT, sortableFields } from './list_request.ts'
import { conversationPaths, conversationSchemas } from './openapi_conversation.ts'
import {
  answerWith,
  bodyOf,
  closedOf,
  componentsOf,
  listAnswer,
  ofBodies,
  problems,
  uuid,
} from './openapi_parts.ts'
import { reportPaths, reportSchemas, reportTag } from './openapi_reports.ts'
import { hasScope } from './scopes.ts'
import { inOtherLanguages } from '../translated_fields.ts'

/** The description of the API in OpenAPI 3.1, as far as the key reaches. */
export function openApiDocument(ctx: HttpContext, server: string): Schema {
  const { apiKey, asker, registry } = ctx
  const screens = [...registry.actions.values()]
    .filter((action) => registry.shows(asker, action))
    .filter(({ module }) => hasScope(apiKey.scopes, module, 'read'))
    .map((action) => apiAction(ctx, action))
  const reports = reportPaths(ctx)
  const modules = new Set(screens.map(({ action }) => action.module))
  const titles = new Map(registry.modules.map(({ name, manifest }) => [name, manifest]))
  return {
    openapi: '3.1.0',
    info: { title: 'Tatami', version: 'v1' },
    servers: [{ url: new URL('/api/v1', server).href }],
    security: [{ key: [] }, { bearer: [] }],
    tags: [
      ...[...modules].map((name) => ({ name, description: titles.get(name)?.summary })),
      ...(reports.length > 0 ? [reportTag] : []),
    ],
    paths: Object.fromEntries([...screens.flatMap((screen) => pathsOf(ctx, screen)), ...reports]),
    components: componentsOf({
      ...conversationSchemas,
      ...reportSchemas,
      ...Object.fromEntries(screens.flatMap(schemasOf)),
    }),
  }
}

/** `crm.contacts`: begins the names of all that belongs to a screen. */
function nameOf({ href }: Action): string {
  return href.slice(1).replaceAll('/', '.')
}

function pathsOf(ctx: HttpContext, screen: ApiAction) {
  const { action, records, fields } = screen
  const { apiKey } = ctx
  const name = nameOf(action)
  const mayWrite = hasScope(apiKey.scopes, action.module, 'write')
  const may = (operation: 'create' | 'write' | 'delete') => mayWrite && records.allows(operation)
  const { one, many } = action.model.labels
  const about = { tags: [action.module] }
  const place = { href: action.href, tag: action.module, isInternal: isInternal(ctx) }
  const fieldsParameter = parameter(
    'fields',
    { type: 'string' },
    [...fields.keys()].join(','),
    'Names of fields, with commas between; all of them where it is not said. The id always comes.'
  )
  const order = `Up to ${MOST_SORTED} of these, with commas between and “ desc” behind those that go the other way: ${[...sortableFields(screen).keys()].join(', ')}.`
  const orderParameter = parameter('order', { type: 'string' }, 'id desc', order)
  const answer = answerWith(name)
  const list = {
    get: {
      ...about,
      operationId: `${name}.list`,
      summary: `List ${many}`,
      parameters: [fieldsParameter, orderParameter, ...listParameters],
      responses: { 200: listAnswer(name), ...problems(401, 403, 404, 422, 429) },
    },
    ...(may('create') && {
      post: {
        ...about,
        operationId: `${name}.create`,
        summary: `Create a ${one}`,
        requestBody: bodyOf(`${name}.new`),
        responses: { 201: answer, ...problems(...ofBodies, 401, 403, 404, 422, 429) },
      },
    }),
  }
  const single = {
    parameters: [{ name: 'id', in: 'path', required: true, schema: uuid }],
    get: {
      ...about,
      operationId: `${name}.read`,
      summary: `Read a ${one}`,
      parameters: [fieldsParameter],
      responses: { 200: answer, ...problems(401, 403, 404, 422, 429) },
    },
    ...(may('write') && {
      patch: {
        ...about,
        operationId: `${name}.update`,
        summary: `Change a ${one}`,
        parameters: [ifMatch],
        requestBody: bodyOf(`${name}.changes`),
        responses: { 200: answer, ...problems(...ofBodies, 401, 403, 404, 409, 422, 428, 429) },
      },
    }),
    ...(may('delete') && {
      delete: {
        ...about,
        operationId: `${name}.delete`,
        summary: `Delete a ${one}`,
        parameters: [ifMatch],
        responses: {
          204: { description: 'Deleted' },
          ...problems(401, 403, 404, 409, 422, 428, 429),
        },
      },
    }),
  }
  return [
    [action.href, list],
    [`${action.href}/{id}`, single],
    ...(action.model.hasThread
      ? conversationPaths({ name, one, mayWrite, mayChange: may('write'), ...place })
      : []),
  ]
}

function schemasOf({ action, records, fields }: ApiAction): [string, Schema][] {
  const name = nameOf(action)
  const writable = [...records.writable].filter(([, { kind }]) => kind !== 'json')
  const written = inOtherLanguages(new Map(writable), records)
  const input = Object.fromEntries([...written].map(([key, field]) => [key, writeSchema(field)]))
  const required = writable
    .filter(([, { kind, options }]) => {
      return options.required && options.default === undefined && kind !== 'boolean'
    })
    .map(([key]) => key)
  const read = [...fields].map(([key, field]) => [key, readSchema(field)])
  const version = { type: ['integer', 'null'], description: 'The version that was changed.' }
  return [
    [name, { type: 'object', properties: Object.fromEntries(read) }],
    [`${name}.new`, closedOf(input, required)],
    [`${name}.changes`, closedOf({ ...input, version })],
  ]
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  schema: { type: 'string' },
  example: '"1"',
  description: 'The version that the record must have, as ETag told it; * for any.',
}

function parameter(name: string, schema: Schema, example?: string, description?: string) {
  return {
    name,
    in: 'query',
    schema,
    ...(example && { example }),
    ...(description && { description }),
  }
}

const listParameters = [
  parameter('domain', { type: 'string' }, '[["id","!=",null]]', 'A condition as JSON.'),
  parameter('limit', { type: 'integer', minimum: 1, maximum: HIGHEST_LIMIT, default: 50 }),
  parameter('after', { type: 'string' }, undefined, 'What the last answer had as next.'),
]
