import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { compileCard, type CardPart } from '../../views/kanban/card.ts'
import type { CardField } from '../../views/kanban/declarations.ts'
import { withGroupTitles } from '../group_titles.ts'
import type { Page } from '../page.ts'
import type { BoardColumn } from './board_columns.ts'
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
  { registry, asker, identity }: HttpContext,
  { model, card, color }: KanbanPlan,
  { href, page, money, placeHref }: CardSurroundings
): (column: BoardColumn) => string {
  const fieldOf = (name: string) => withGroupTitles(registry, model.allFields[name]!)
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
  })
  return ({ cards }) => cards.map(write).join('')
}
