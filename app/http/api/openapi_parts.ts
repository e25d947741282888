import { STATUS_CODES } from 'node:http'
import type { Schema } from './field_schema.ts'

export const uuid = { type: 'string', format: 'uuid' }

export function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

/** An object that always has these properties. */
export function objectOf(properties: Record<string, Schema>): Schema {
  return { type: 'object', required: Object.keys(properties), properties }
}

/** An object that may have no others. */
export function closedOf(properties: Record<string, Schema>, required: string[] = []): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties,
    ...(required.length > 0 && { required }),
  }
}

/** A body that has to be sent. */
export function bodyOf(schema: string): Schema {
  return { required: true, content: { 'application/json': { schema: reference(schema) } } }
}

/** A form that has to be sent. */
export function formOf(schema: string): Schema {
  return { required: true, content: { 'multipart/form-data': { schema: reference(schema) } } }
}

function answerOf(schema: Schema) {
  return { description: 'Done', content: { 'application/json': { schema } } }
}

/** An answer about one thing. */
export function answerWith(name: string) {
  return answerOf(objectOf({ data: reference(name) }))
}

/** An answer with a list of things. */
export function listAnswer(name: string) {
  const data = { type: 'array', items: reference(name) }
  return answerOf(objectOf({ data, next: { type: ['string', 'null'] } }))
}

/** What can be wrong with a body before anybody looks into it. */
export const ofBodies = [400, 413, 415]

/** References to the answers that tell of problems. */
export function problems(...statuses: number[]): Record<string, Schema> {
  const entries = statuses.map((status) => [
    status,
    { $ref: `#/components/responses/Problem${status}` },
  ])
  return Object.fromEntries(entries) as Record<string, Schema>
}

/** What every description has: how to prove who one is, links, and problems. */
export function componentsOf(schemas: Record<string, Schema>): Schema {
  const statuses = [...ofBodies, 401, 403, 404, 409, 422, 428, 429]
  return {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      bearer: { type: 'http', scheme: 'bearer' },
    },
    responses: Object.fromEntries(
      statuses.map((status) => [
        `Problem${status}`,
        {
          description: STATUS_CODES[status],
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      ])
    ),
    schemas: { Link, Problem, ...schemas },
  }
}

const Link = {
  type: 'object',
  required: ['id'],
  properties: {
    id: uuid,
    title: { type: ['string', 'null'] },
  },
}

const Problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    reference: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['detail'],
        properties: {
          detail: { type: 'string' },
          pointer: { type: 'string' },
          parameter: { type: 'string' },
          path: { type: 'array', items: { type: 'integer' } },
        },
      },
    },
  },
}
