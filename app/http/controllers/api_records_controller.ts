import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { isUuid } from '../../environment/scope.ts'
import { E_STALE_RECORD } from '../../models/errors.ts'
import { apiActionOf, type ApiAction } from '../api/api_action.ts'
import {
  parametersOf,
  readFieldsRequest,
  readListRequest,
  writeCursor,
} from '../api/list_request.ts'
import { changedRecordInput, deletedVersion, newRecordInput } from '../api/record_input.ts'
import { recordWriter } from '../api/record_json.ts'
import { walksActionByLocation } from '../list/walk.ts'
import { writeOrExplain } from '../write_or_explain.ts'

/** The records of a screen, for programs. */
export default class ApiRecordsController {
  /** A page of records, and the place after which the next one begins. */
  async index(ctx: HttpContext) {
    const screen = apiActionOf(ctx, 'read')
    const asked = readListRequest(ctx, screen)
    const statement = screen.records.select({
      where: asked.where,
      fields: asked.fields,
      order: asked.order,
      limit: asked.limit + 1,
      cursor: asked.cursor,
      withCursor: true,
      byLocation: walksActionByLocation(ctx.environment!, screen.action, asked.order),
    })
    const [rows] = await ctx.environment!.read([statement])
    const page = rows!.slice(0, asked.limit)
    const last = rows!.length > asked.limit ? page.at(-1) : undefined
    const write = recordWriter(ctx, only(screen, asked.fields))
    return {
      data: page.map(write),
      next: last ? writeCursor(asked.order, last) : null,
    }
  }

  async show(ctx: HttpContext) {
    const screen = apiActionOf(ctx, 'read')
    const fields = readFieldsRequest(ctx, screen)
    return this.#answer(ctx, screen, String(ctx.params.id), fields)
  }

  async store(ctx: HttpContext) {
    const screen = apiActionOf(ctx, 'write')
    const { labels } = screen.action.model
    if (!screen.records.allows('create')) throw new E_ACCESS_DENIED(['create', labels.many])
    const fields = readFieldsRequest(ctx, screen)
    const input = newRecordInput(ctx, screen)
    const record = await writeOrExplain(ctx.environment!, screen.fields, () =>
      screen.records.create(input)
    )
    ctx.response.status(201).header('location', `/api/v1${screen.action.href}/${record.id}`)
    return this.#answer(ctx, screen, record.id, fields)
  }

  async update(ctx: HttpContext) {
    const screen = apiActionOf(ctx, 'write')
    const fields = readFieldsRequest(ctx, screen)
    const { input, version } = changedRecordInput(ctx, screen)
    const record = await screen.records.find(String(ctx.params.id), 'write')
    this.#requireVersion(screen, record, version)
    await writeOrExplain(ctx.environment!, screen.fields, () =>
      screen.records.update(record, input)
    )
    return this.#answer(ctx, screen, record.id, fields)
  }

  async destroy(ctx: HttpContext) {
    const screen = apiActionOf(ctx, 'write')
    parametersOf(ctx, [])
    const record = await screen.records.find(String(ctx.params.id), 'delete')
    this.#requireVersion(screen, record, deletedVersion(ctx))
    await screen.records.delete(record)
    return ctx.response.status(204).send('')
  }

  #requireVersion(
    { action }: ApiAction,
    record: { id: string; version: number },
    wanted: number | null
  ) {
    if (wanted === null || record.version === wanted) return
    throw new E_STALE_RECORD([action.model.name, record.id])
  }

  async #answer(ctx: HttpContext, screen: ApiAction, id: string, fields: readonly string[]) {
    if (!isUuid(id)) throw new E_NO_SUCH_RECORD()
    const statement = screen.records.select({
      fields: [...new Set([...fields, 'version'])],
      ids: [id],
      order: [],
      limit: 1,
    })
    const [rows] = await ctx.environment!.read([statement])
    const row = rows![0]
    if (!row) throw new E_NO_SUCH_RECORD()
    ctx.response.header('etag', `"${String(row.version)}"`)
    return { data: recordWriter(ctx, only(screen, fields))(row) }
  }
}

function only({ fields }: ApiAction, names: readonly string[]) {
  return new Map(names.map((name) => [name, fields.get(name)!]))
}
