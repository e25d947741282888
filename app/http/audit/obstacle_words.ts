import type { HttpContext } from '@adonisjs/core/http'
import type { Obstacle } from '../../access/undo/obstacles.ts'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { Page } from '../page.ts'
import { loggedTables } from './logged_fields.ts'

/** So many obstacles are told; the rest is a number. */
const MOST = 20

/** What stands in the way of undoing, in sentences; records by their names, as far as one may know. */
export class ObstacleTeller {
  #ctx: HttpContext
  #page: Page

  constructor(ctx: HttpContext, page: Page) {
    this.#ctx = ctx
    this.#page = page
  }

  async tell(obstacles: readonly Obstacle[]): Promise<{ sentences: string[]; more: number }> {
    const told = obstacles.slice(0, MOST)
    const titles = await this.#titles(told)
    const names = await this.#names(told)
    return {
      sentences: told.map((obstacle) => this.#sentence(obstacle, titles, names)),
      more: obstacles.length - told.length,
    }
  }

  #sentence(
    { reason, table, recordId, column, userId, time }: Obstacle,
    titles: ReadonlyMap<string, string>,
    names: ReadonlyMap<string, string>
  ): string {
    const { t, formats } = this.#page
    const model = this.#modelOf(table)
    const title = titles.get(`${model?.table} ${recordId}`) ?? ''
    const record = [model?.labels.one ?? table ?? t('ui.undo.something'), title].join(' ').trim()
    const field = this.#label(table, column)
    const who = userId ? (names.get(userId) ?? t('ui.audit.formerUser')) : t('ui.audit.nobody')
    const sentence = t(`ui.undo.reason.${reason}`, { record, field })
    return time ? `${sentence} ${t('ui.undo.by', { who, time: formats.datetime(time) })}` : sentence
  }

  #modelOf(table: string | undefined): typeof Model | undefined {
    return table ? loggedTables(this.#ctx.registry).get(table)?.model : undefined
  }

  #label(table: string | undefined, column: string | undefined): string {
    if (!column) return this.#page.t('ui.undo.aField')
    const known = table
      ? loggedTables(this.#ctx.registry).get(table)?.fields.get(column)
      : undefined
    return known?.field.options.label ?? column.replaceAll('_', ' ')
  }

  async #titles(obstacles: readonly Obstacle[]): Promise<Map<string, string>> {
    const { access } = this.#ctx.registry
    const titles = new Map<string, string>()
    const models = new Set(obstacles.flatMap(({ table }) => this.#modelOf(table) ?? []))
    for (const model of models) {
      const records = new Records(model, access)
      if (!records.allows('read')) continue
      const ids = obstacles.flatMap(({ table, recordId }) =>
        this.#modelOf(table) === model && recordId ? [recordId] : []
      )
      const fields = [model.titleField]
      const [rows] = await this.#ctx.environment!.read([
        records.select({ ids, fields, order: [], limit: Math.max(ids.length, 1) }),
      ])
      for (const row of rows!) {
        titles.set(`${model.table} ${String(row.id)}`, String(row[model.titleField] ?? ''))
      }
    }
    return titles
  }

  async #names(obstacles: readonly Obstacle[]): Promise<Map<string, string>> {
    const ids = [...new Set(obstacles.flatMap(({ userId }) => userId ?? []))]
    if (ids.length === 0) return new Map()
    const [rows] = await this.#ctx.environment!.read([
      {
        text: 'select id, name from memberships where tenant_id = $1 and id = any ($2)',
        values: [this.#ctx.asker.tenantId, ids],
      },
    ])
    return new Map(rows!.map(({ id, name }) => [String(id), String(name)]))
  }
}
