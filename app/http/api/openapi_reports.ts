import type { HttpContext } from '@adonisjs/core/http'
import { UNITS } from '../../models/aggregate.ts'
import { mayExport } from '../export/may_export.ts'
import { MOST_CELLS } from '../pivot/read_pivot.ts'
import { reportSources } from '../reports/report_sources.ts'
import type { Schema } from './field_schema.ts'
import {
  answerWith,
  bodyOf,
  closedOf,
  listAnswer,
  objectOf,
  ofBodies,
  problems,
} from './openapi_parts.ts'
import { hasScope } from './scopes.ts'

const text = { type: 'string' }
const flag = { type: 'boolean' }
const whole = { type: 'integer' }
const listOf = (items: Schema) => ({ type: 'array', items })

const about = {
  id: text,
  name: text,
  description: text,
  screen: { ...text, description: 'The address of the list of its records.' },
  own: flag,
  shared: flag,
}

const level = {
  type: 'object',
  required: ['name', 'label'],
  properties: { name: text, label: text, unit: { enum: UNITS } },
}

const value = {
  description: 'A value of the field; a link as id and title; null for none.',
  anyOf: [{ $ref: '#/components/schemas/Link' }, { type: ['string', 'number', 'boolean', 'null'] }],
}

/** Reports and their figures, as they are answered. */
export const reportSchemas: Record<string, Schema> = {
  'Report': objectOf(about),
  'Report.figures': objectOf({
    ...about,
    rows: listOf(level),
    columns: listOf(level),
    measures: listOf(objectOf({ name: text, label: text })),
    groups: listOf(
      objectOf({
        rows: { ...listOf(value), description: 'Fewer than there are levels: a total of those.' },
        columns: { ...listOf(value), description: 'None: a total of all columns.' },
        measures: { type: 'object', additionalProperties: { type: ['number', 'null'] } },
      })
    ),
    left: { ...whole, description: 'Outermost groups that the report does not show.' },
  }),
  'Report.file': closedOf({ format: { enum: ['csv', 'xlsx'], default: 'csv' } }),
}

const domain = {
  name: 'domain',
  in: 'query',
  schema: text,
  description: `A condition as JSON that the records must meet, too; there are ${MOST_CELLS} figures at most.`,
}

export const reportTag = { name: 'reports', description: 'Figures of records, in groups.' }

/** The addresses of reports, where the key reaches records that there are reports of. */
export function reportPaths({ apiKey, asker, registry }: HttpContext): [string, Schema][] {
  const sources = reportSources(registry, asker)
  if (!sources.some(({ module }) => hasScope(apiKey.scopes, module, 'read'))) return []
  const tags = ['reports']
  const ids = [{ name: 'id', in: 'path', required: true, schema: text }]
  const file = {
    description: 'The file',
    content: {
      'text/csv': {},
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {},
    },
  }
  const list = {
    get: {
      ...{ tags, operationId: 'reports.list', summary: 'List reports' },
      responses: { 200: listAnswer('Report'), ...problems(401, 403, 422, 429) },
    },
  }
  const single = {
    parameters: ids,
    get: {
      ...{ tags, operationId: 'reports.read', summary: 'Read the figures of a report' },
      parameters: [domain],
      responses: { 200: answerWith('Report.figures'), ...problems(401, 403, 404, 422, 429) },
    },
  }
  const exported = {
    parameters: ids,
    post: {
      ...{ tags, operationId: 'reports.export', summary: 'Take a report out as a file' },
      parameters: [domain],
      requestBody: { ...bodyOf('Report.file'), required: false },
      responses: { 200: file, ...problems(...ofBodies, 401, 403, 404, 422, 429) },
    },
  }
  return [
    ['/reports', list],
    ['/reports/{id}', single],
    ...(mayExport(asker) ? ([['/reports/{id}/export', exported]] as [string, Schema][]) : []),
  ]
}
