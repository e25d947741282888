import { LONGEST_MESSAGE } from '../../models/messages.ts'
import type { Schema } from './field_schema.ts'
import { MOST_AT_ONCE } from '../thread/take_files.ts'
import {
  answerWith,
  bodyOf,
  closedOf,
  formOf,
  listAnswer,
  objectOf,
  ofBodies,
  problems,
  uuid,
} from './openapi_parts.ts'

const text = { type: 'string' }
const flag = { type: 'boolean' }
const moment = { type: ['string', 'null'], format: 'date-time' }
const link = { $ref: '#/components/schemas/Link' }
const linkOrNone = { anyOf: [link, { type: 'null' }] }
const written = { anyOf: [link, uuid] }
const said = { type: 'string', minLength: 1, maxLength: LONGEST_MESSAGE }
const kinds = { type: 'string', enum: ['comment', 'note'] }

const few = { minItems: 1, maxItems: MOST_AT_ONCE }
const content = { ...text, format: 'binary', contentMediaType: 'application/octet-stream' }

/** What hangs on records, as it is answered and as it is written. */
export const conversationSchemas: Record<string, Schema> = {
  'Message': objectOf({
    id: uuid,
    kind: kinds,
    body: text,
    author: linkOrNone,
    mentioned: { type: 'array', items: text },
    createdAt: moment,
    editedAt: moment,
  }),
  'Message.new': closedOf({ kind: kinds, body: said }, ['body']),
  'Message.changes': closedOf({ body: said }, ['body']),
  'Activity': objectOf({
    id: uuid,
    type: link,
    summary: text,
    note: { type: ['string', 'null'] },
    dueOn: { type: 'string', format: 'date' },
    user: linkOrNone,
  }),
  'Activity.new': closedOf(
    {
      type: written,
      summary: { type: ['string', 'null'] },
      note: { type: ['string', 'null'] },
      dueOn: { type: 'string', format: 'date' },
      user: written,
    },
    ['type']
  ),
  'Completion': closedOf({ feedback: { type: ['string', 'null'] } }),
  'Subscription': closedOf({ comments: flag, changes: flag, activities: flag }),
  'Follower': objectOf({ user: link, comments: flag, changes: flag, activities: flag }),
  'Attachment': objectOf({
    id: uuid,
    name: text,
    type: text,
    bytes: { type: 'integer' },
    checksum: { ...text, description: 'SHA-256 of what is in it, as 64 hexadecimal digits.' },
  }),
  'Attachment.new': closedOf({ files: { type: 'array', ...few, items: content } }, ['files']),
}

interface Asked {
  /** `crm.contacts` */
  name: string
  href: string
  tag: string
  one: string
  /** Whether the key may write at all. */
  mayWrite: boolean
  /** Whether it may change the records. */
  mayChange: boolean
  isInternal: boolean
}

/** The addresses of what hangs on the records of a screen. */
export function conversationPaths(asked: Asked): [path: string, Schema][] {
  const { name, href, tag, one, mayWrite, mayChange, isInternal } = asked
  const at = (path: string) => `${href}/{id}/${path}`
  const ids = [{ name: 'id', in: 'path', required: true, schema: uuid }]
  const act = (operation: string, summary: string, responses: Schema, body?: Schema) => ({
    tags: [tag],
    operationId: `${name}.${operation}`,
    summary,
    ...(body && { requestBody: body }),
    responses: { ...responses, ...problems(...(body ? ofBodies : []), 401, 403, 404, 422, 429) },
  })
  const before = { name: 'before', in: 'query', schema: { type: 'string', format: 'date-time' } }
  const messages = {
    parameters: ids,
    get: {
      ...act('messages', `Messages about a ${one}, the latest first`, {
        200: listAnswer('Message'),
      }),
      parameters: [before],
    },
    ...(mayWrite && {
      post: act(
        'say',
        `Say something about a ${one}`,
        { 201: answerWith('Message') },
        bodyOf('Message.new')
      ),
    }),
  }
  const message = { 200: answerWith('Message') }
  const ofMessage = {
    parameters: [...ids, pathParameter('message')],
    get: act('message', `A message about a ${one}`, message),
    ...(mayWrite && {
      patch: act('reword', 'Change a message of one’s own', message, bodyOf('Message.changes')),
      delete: act('unsay', 'Delete a message of one’s own', nothing),
    }),
  }
  const activities = {
    parameters: ids,
    get: act('activities', `What is planned about a ${one}`, { 200: listAnswer('Activity') }),
    ...(mayWrite && {
      post: act(
        'plan',
        `Plan an activity about a ${one}`,
        { 201: answerWith('Activity') },
        bodyOf('Activity.new')
      ),
    }),
  }
  const ofActivity = { parameters: [...ids, pathParameter('activity')] }
  const open: [string, Schema][] = [
    [at('activities'), activities],
    ...(mayWrite
      ? ([
          [
            at('activities/{activity}'),
            { ...ofActivity, delete: act('cancel', 'Cancel an activity', nothing) },
          ],
          [
            at('activities/{activity}/completion'),
            {
              ...ofActivity,
              post: act('complete', 'Mark an activity as done', nothing, bodyOf('Completion')),
            },
          ],
        ] as [string, Schema][])
      : []),
  ]
  const following: [string, Schema][] = [
    [
      at('following'),
      {
        parameters: ids,
        put: act('follow', `Follow a ${one}`, nothing, bodyOf('Subscription')),
        delete: act('unfollow', `Follow a ${one} no more`, nothing),
      },
    ],
  ]
  const attached = { 201: listAnswer('Attachment') }
  const attach = act('attach', `Add files to a ${one}`, attached, formOf('Attachment.new'))
  const file = { description: 'The file', content: { 'application/octet-stream': {} } }
  return [
    [at('messages'), messages],
    [at('messages/{message}'), ofMessage],
    ...(isInternal ? open : []),
    [
      at('followers'),
      {
        parameters: ids,
        get: act('followers', `Who follows a ${one}`, { 200: listAnswer('Follower') }),
      },
    ],
    ...(mayWrite ? following : []),
    [
      at('attachments'),
      {
        parameters: ids,
        get: act('attachments', `Files on a ${one}`, { 200: listAnswer('Attachment') }),
        ...(mayChange && { post: attach }),
      },
    ],
    [
      at('attachments/{attachment}'),
      {
        parameters: [...ids, pathParameter('attachment')],
        get: { ...act('attachment', `A file on a ${one}`, { 200: file }), parameters: [download] },
        ...(mayChange && { delete: act('detach', `Take a file from a ${one}`, nothing) }),
      },
    ],
  ]
}

const download = {
  name: 'download',
  in: 'query',
  schema: { enum: ['1'] },
  description: 'Asks for a file to be saved, also where a browser could show it.',
}
const nothing = { 204: { description: 'Done' } }

function pathParameter(name: string) {
  return { name, in: 'path', required: true, schema: uuid }
}
