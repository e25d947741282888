import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Records } from '../../access/records.ts'
import { domainToUrl } from '../../domains/url.ts'
import type { Statement } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import type { Tile } from '../../views/dashboards/declaration.ts'
import type { TileContent } from '../../views/dashboards/types.ts'
import { Figures, type Figure } from '../groups/figures.ts'
import { standingConditions } from '../search/standing_conditions.ts'
import { before, within, type Range } from './ranges.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

/** What a tile asks of the database, and what it makes of the answers. */
export interface TileQuestion {
  statements: Statement[]
  content(answers: Rows[]): TileContent
}

/** The records of a tile, as the asker may see them, in a stretch of time. */
export class TileRecords {
  readonly tile: Tile
  readonly range: Range
  readonly ctx: HttpContext
  readonly records: Records<typeof Model>
  readonly figure: Figure
  /** Where its records are listed, if the asker has such a screen. */
  readonly screen: string | null

  constructor(ctx: HttpContext, tile: Tile, range: Range) {
    const { registry, asker, page, identity } = ctx
    this.ctx = ctx
    this.tile = tile
    this.range = range
    this.records = new Records<typeof Model>(tile.model, registry.access)
    const { t, formats } = page
    const { currency } = identity!.tenant!
    const words = { t, formats, language: asker.language, currency }
    this.figure = new Figures(ctx, tile.model, words).find(tile.measure)
    const action = registry.home.get(tile.model)
    this.screen = action && registry.shows(asker, action) ? action.href : null
  }

  /** The condition that the asker sees in the address of the list. */
  get domain(): readonly unknown[] {
    const { domain, date } = this.tile
    return [...domain, ...(date ? within(date, this.range) : [])]
  }

  /** Conditions for statements; of the stretch of time before, where asked. */
  where(isBefore = false) {
    const { domain, date } = this.tile
    const { timeZone } = this.ctx.asker
    const isLater = date !== null && isBefore
    const asked = isLater
      ? [
          ...domain,
          ...before(date, this.#kind(date), this.range, { now: DateTime.now(), timeZone }),
        ]
      : this.domain
    return [
      ...standingConditions(this.records, [], false),
      ...(asked.length > 0 ? [this.records.domain(asked)] : []),
    ]
  }

  /** The list of those of its records that meet a condition more. */
  listHref(further: readonly unknown[] = []): string | null {
    if (!this.screen) return null
    const domain = [...this.domain, ...further]
    if (domain.length === 0) return this.screen
    return `${this.screen}?${new URLSearchParams({ domain: domainToUrl(domain) })}`
  }

  #kind(name: string): string {
    return this.tile.model.allFields[name]!.kind
  }
}
