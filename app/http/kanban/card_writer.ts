import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { compileCard, type CardPart, type CardState } from '../../views/kanban/card.ts'
import type { CardField } from '../../views/kanban/declarations.ts'
import { writeTemplate } from '../../views/templates.ts'
import { withGroupTitles } from '../group_titles.ts'
import type { Page } from '../page.ts'
import type { BoardColumn } from './board_columns.ts'
import { shownAs } from '../../domains/fields.ts'
import type { KanbanPlan } from './kanban_plan.ts'

/** What cards need beside the board. */
interface CardSurroundings {
  /** Address of the records' pages without the id. */
  href: string
  page: Page
  money: (value: number) => string
  /** Where the place of a card is asked for; null where cards cannot be moved. */
  placeHref: ((id: string) => string) | null
}

/** Writes the cards of a column as HTML; everything that all cards share is worked out once. */
export function cardWriter(
  ctx: HttpContext,
  { model, card, color, tree }: KanbanPlan,
  { href, page, money, placeHref }: CardSurroundings
): (column: BoardColumn) => string {
  const { registry, asker, identity } = ctx
  const fieldOf = (name: string) => withGroupTitles(registry, shownAs(model.allFields[name]!))
  const part = (item: CardField): CardPart => ({
    ...item,
    as: item.name === 'location' && item.as === 'value' ? 'location' : item.as,
    field: fieldOf(item.name),
  })
  const write = compileCard({
    parts: card.map(part),
    title: model.titleField,
    href,
    color: color ? { name: color, field: fieldOf(color) } : null,
    formats: page.formats,
    money,
    locationKinds: new Map(identity!.locations.map(({ id }, index) => [id, (index % 6) + 1])),
    placeHref,
    today: DateTime.now().setZone(asker.timeZone).startOf('day'),
    t: page.t,
    template: tree.template ? byTemplate(ctx, tree.template) : null,
  })
  return ({ cards }) => cards.map(write).join('')
}

/** Writes by a template as long as it can; what it fails at is reported, and the house writes instead. */
function byTemplate({ logger, registry }: HttpContext, name: string) {
  return (state: CardState): string | null => {
    if (registry.isFaulty(name)) return null
    try {
      return writeTemplate(name, { ...state })
    } catch (error) {
      logger.error({ err: error as Error }, `the template ${name} of a card fails`)
      registry.reportTemplate(name, error)
      return null
    }
  }
}
