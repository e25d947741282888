import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { isUuid } from '../../environment/scope.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Model } from '../../models/model.ts'
import { OUT_OF_SIGHT } from '../../models/by_column.ts'
import { positionAbove, positionBelow } from '../../models/position.ts'
import { groupDomain } from '../groups/group_domain.ts'
import { searched } from '../search/searched.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { columnKeyOf } from './column_key.ts'
import type { KanbanPlan } from './kanban_plan.ts'
import type { KanbanQuery } from './kanban_query.ts'

/** Where a card is wanted. */
export interface Wanted {
  /** The column, by its key; null for the one in which it stands. */
  column: string | null
  /** The column in which it stood for who moves it; null where nothing is said. */
  from: string | null
  /** The card that it is to follow, empty for the top; null where nothing is said. */
  after: string | null
  /** One place up or down in its column. */
  step: 'up' | 'down' | null
}

type Place = Wanted & { column: string }

/** How moving a card ended. */
export type Moved =
  | { kind: 'moved' }
  | { kind: 'refused' }
  | { kind: 'invalid'; error: E_INVALID_INPUT }
  /** Somebody else has moved it meanwhile. */
  | { kind: 'elsewhere' }

/** A card by which another finds its place. */
interface Card {
  id: string
  position: string
}

/** The cards of a board that one may put somewhere else. */
export class Places {
  #ctx: HttpContext
  #screen: ScreenPlan
  #plan: KanbanPlan
  #query: KanbanQuery
  #records: Records<typeof Model>

  constructor(ctx: HttpContext, screen: ScreenPlan, plan: KanbanPlan, query: KanbanQuery) {
    this.#ctx = ctx
    this.#screen = screen
    this.#plan = plan
    this.#query = query
    this.#records = new Records(plan.model, ctx.registry.access)
  }

  /** Whether cards can be moved at all: to other columns, or within them. */
  get canMove(): { between: boolean; within: boolean } {
    const mayWrite = this.#records.allows('write')
    return {
      between: mayWrite && this.#records.writable.has(this.#plan.by),
      within: mayWrite && this.#plan.position !== null,
    }
  }

  /** Moves a card. Throws E_NO_SUCH_RECORD for a record that may not be read. */
  async move(id: string, wanted: Wanted): Promise<Moved> {
    try {
      const record = await this.#records.find(id, 'write')
      const current = await columnKeyOf(this.#ctx, this.#plan, record)
      if (wanted.from !== null && wanted.from !== current) return { kind: 'elsewhere' }
      const column = wanted.column ?? current
      const { between, within } = this.canMove
      if (!(column === current ? within : between && column !== OUT_OF_SIGHT)) {
        return { kind: 'refused' }
      }
      await this.#ctx.environment!.savepoint(() =>
        this.#write(record, current, { ...wanted, column })
      )
      return { kind: 'moved' }
    } catch (error) {
      if (error instanceof E_ACCESS_DENIED) return { kind: 'refused' }
      if (error instanceof E_INVALID_INPUT) return { kind: 'invalid', error }
      throw error
    }
  }

  async #write(record: Model, current: string, wanted: Place) {
    const { by, position } = this.#plan
    const changes = wanted.column === current ? {} : { [by]: wanted.column || null }
    const place = position && (await this.#position(record, current, wanted))
    if (place) record.setFieldValue(position, place)
    await this.#records.update(record, changes)
  }

  /** The new position; null where the card stays. */
  async #position(record: Model, current: string, wanted: Place): Promise<string | null> {
    const own = { id: record.id, position: String(record.fieldValue(this.#plan.position!)) }
    if (wanted.column === current && wanted.step === 'down') {
      const [next, following] = await this.#neighbours(record, wanted.column, own, false)
      return next === undefined ? null : positionBelow(next, following ?? null)
    }
    if (wanted.column === current && wanted.step === 'up') {
      const [above, further] = await this.#neighbours(record, wanted.column, own, true)
      if (above === undefined) return null
      return further === undefined ? positionAbove(above) : positionBelow(further, above)
    }
    const upper = wanted.after ? await this.#find(wanted.after, wanted.column) : null
    if (upper) {
      const [lower] = await this.#neighbours(record, wanted.column, upper, false)
      return positionBelow(upper.position, lower ?? null)
    }
    if (wanted.column === current && wanted.after === null) return null
    const [top] = await this.#neighbours(record, wanted.column, null, false)
    return positionAbove(top ?? null)
  }

  /** Positions of the next cards of a column, as the board shows it, below or above a card. */
  async #neighbours(record: Model, column: string, from: Card | null, backwards: boolean) {
    const { position } = this.#plan
    const found = await searched(this.#ctx, this.#screen, this.#query)
    const cursor = from ? { values: [from.position], id: from.id, backwards } : undefined
    const [rows] = await this.#ctx.environment!.read([
      this.#records.select({
        ...found,
        where: [...found.where, this.#inColumn(column)],
        fields: [position!],
        order: [{ name: position!, descending: true }],
        limit: 3,
        cursor,
      }),
    ])
    return rows!.filter(({ id }) => id !== record.id).map((row) => String(row[position!]))
  }

  async #find(id: string, column: string): Promise<Card | null> {
    const { position } = this.#plan
    const ids = [id].filter(isUuid)
    const where = [this.#inColumn(column)]
    const [rows] = await this.#ctx.environment!.read([
      this.#records.select({ where, ids, fields: [position!], order: [], limit: 1 }),
    ])
    return rows![0] ? { id, position: String(rows![0][position!]) } : null
  }

  #inColumn(column: string): DomainNode {
    const { by, field, target } = this.#plan
    const { timeZone } = this.#ctx.asker
    if (column === OUT_OF_SIGHT) {
      return this.#records.domain([
        [by, '!=', null],
        [by, 'not any', []],
      ])
    }
    if (target && column === '') return this.#records.domain([[by, '=', null]])
    return this.#records.domain(groupDomain(field, { name: by }, column || null, timeZone))
  }
}
