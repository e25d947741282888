import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { moveRecord, type Wanted } from '../order/move_record.ts'
import { decidesAccess } from '../access/effect_first.ts'
import type { KanbanPlan } from './kanban_plan.ts'

/** What the asker may do with the columns of a board. */
export interface CanArrange {
  create: boolean
  rename: boolean
  reorder: boolean
  archive: boolean
}

/** So many columns are put in order. */
const MOST_ARRANGED = 1000
/** Columns stand so far apart in the field that keeps their order. */
const STEP = 10

/**
 * The records that are columns of a board, for those who have a screen for them. Where they decide
 * who may do what they are changed there alone, as that screen says first what comes of it.
 */
export class ColumnRecords {
  /** The screen of the records; null where there is none for the asker, or columns are options. */
  readonly home: Action | null
  #ctx: HttpContext
  #plan: KanbanPlan

  constructor(ctx: HttpContext, plan: KanbanPlan) {
    this.#ctx = ctx
    this.#plan = plan
    const home = plan.target && ctx.registry.home.get(plan.target.model)
    this.home = home?.form && ctx.registry.shows(ctx.asker, home) ? home : null
  }

  get can(): CanArrange {
    const { home } = this
    if (!home || decidesAccess(home.model)) return nothing
    const { writable } = this.#records
    const mayWrite = this.#records.allows('write')
    const isNamed = writable.has(home.model.titleField)
    return {
      create: this.#records.allows('create') && isNamed,
      rename: mayWrite && isNamed,
      reorder: mayWrite && this.#order !== null,
      archive: mayWrite && writable.has('active'),
    }
  }

  /** Throws E_ACCESS_DENIED, E_NO_SUCH_RECORD. */
  find(id: string): Promise<Model> {
    return this.#records.find(id, 'write')
  }

  /** A new column, at the end. Throws E_INVALID_INPUT, as all that follow. */
  async create(title: string): Promise<void> {
    const { titleField } = this.home!.model
    const order = this.#order
    const last = order ? (await this.#columns(order)).at(-1) : undefined
    const place = order && { [order]: (last ? Number(last[order]) : 0) + STEP }
    await this.#records.create({ [titleField]: title, ...place })
  }

  rename(column: Model, title: string): Promise<void> {
    return this.#records.update(column, { [this.home!.model.titleField]: title })
  }

  archive(column: Model): Promise<void> {
    return this.#records.update(column, { active: false })
  }

  /** Puts a column at another place. Throws E_ACCESS_DENIED. */
  async move(column: Model, wanted: Wanted): Promise<void> {
    const field = this.#order!
    const { model } = this.home!
    const columns = await this.#columns(field)
    const rows = columns.map((row) => ({ id: String(row.id), sequence: Number(row[field] ?? 0) }))
    const moved = await moveRecord(this.#ctx, { model, field, rows }, column.id, wanted)
    if (moved === 'refused') throw new E_ACCESS_DENIED(['write', model.labels.many])
  }

  async #columns(order: string): Promise<Record<string, unknown>[]> {
    const [rows] = await this.#ctx.environment!.read([
      this.#records.select({
        fields: [order],
        where: this.#records.unarchived(),
        order: this.#plan.target!.order,
        limit: MOST_ARRANGED,
      }),
    ])
    return rows!
  }

  /** The number by which columns stand in an order that can be written; null where there is none. */
  get #order(): string | null {
    const first = this.#plan.target!.order[0]
    const field = first && this.#records.writable.get(first.name)
    return field?.kind === 'integer' && !first!.descending ? first!.name : null
  }

  get #records(): Records<typeof Model> {
    return new Records<typeof Model>(this.home!.model, this.#ctx.registry.access)
  }
}

const nothing: CanArrange = { create: false, rename: false, reorder: false, archive: false }
