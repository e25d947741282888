import type { HttpContext } from '@adonisjs/core/http'
import { escape } from '../../views/html.ts'
import { renderColumnsForm } from '../../views/list/columns_form.ts'
import { screenPlace } from '../screens/screen_head.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { carriedQuery } from './carried_query.ts'
import { NARROWEST, WIDEST, widthIn } from './column_widths.ts'
import { shownColumns } from './compiled_list.ts'
import { PAGE_SIZE, PAGE_SIZES, sizeIn } from './list_query.ts'
import { ViewPreferences, type Arrangement, type ColumnWidths } from './view_preferences.ts'

/** The page on which the columns of a screen are chosen, with what is shown now. */
export function columnsHref({ href }: ScreenPlan, screen: string): string {
  return `${href}/columns${screen && `?${new URLSearchParams({ screen })}`}`
}

/** Where the asker arranges the list of a screen. */
export class ColumnsScreen {
  #ctx: HttpContext
  #plan: ScreenPlan
  #screen: string

  /** `screen` is what stands after the question mark of the list's address. */
  constructor(ctx: HttpContext, plan: ScreenPlan, screen: string) {
    this.#ctx = ctx
    this.#plan = plan
    this.#screen = screen
  }

  /** The list itself, as it is arranged: what its address said about that is left out. */
  get listHref(): string {
    return this.#asked(null).href({ columns: null, size: null })
  }

  /** This page, likewise. */
  get href(): string {
    return columnsHref(this.#plan, this.listHref.split('?')[1] ?? '')
  }

  async render(): Promise<Buffer> {
    const { page, request } = this.#ctx
    const { label, model, list, href } = this.#plan
    const arrangement = await new ViewPreferences(href).read()
    const query = this.#asked(arrangement)
    const shown = shownColumns(this.#plan, query.columns)
    const [first, ...others] = [...new Set([list.columns[0]!, ...shown, ...list.columns])]
    const labelOf = (column: (typeof others)[number]) =>
      column.label ?? model.allFields[column.name]!.options.label
    const itemOf = (column: (typeof others)[number]) => ({
      name: column.name,
      label: labelOf(column),
      shown: shown.includes(column),
      width: query.widths[column.name] ?? null,
    })
    const form = renderColumnsForm(
      {
        action: `${href}/columns`,
        csrf: request.csrfToken,
        screen: this.#screen,
        first: itemOf(first!),
        columns: others.map(itemOf),
        widths: { min: NARROWEST, max: WIDEST },
        sizes: PAGE_SIZES.map((size) => ({
          value: size,
          label: page.formats.number(size),
          chosen: size === query.size,
        })),
        isKept: arrangement !== null,
      },
      page.t
    )
    const place = screenPlace(this.#ctx, this.#plan)
    const title = page.t('ui.columns.title', { title: label })
    const crumbs = [
      place.crumbs[0]!,
      { label, href: this.listHref },
      { label: page.t('ui.list.columns'), href: null },
    ]
    const body = `<div class="head"><h1>${escape(title)}</h1></div><section class="panel panel__body">${form}</section>`
    return page.render({ ...place, title, crumbs }, body)
  }

  /** Throws DomainError. */
  #asked(arrangement: Arrangement | null) {
    return carriedQuery(this.#ctx, this.#plan, this.#screen, arrangement)
  }
}

/** The arrangement that a posted form asks for; a step moves one of the shown columns. */
export function arrangementIn({ request }: HttpContext, { list }: ScreenPlan): Arrangement {
  const first = list.columns[0]!.name
  const known = new Set(list.columns.map(({ name }) => name))
  const ticked = new Set(wordsIn(request.input('columns')))
  const order = wordsIn(request.input('order'))
  const shown = order.filter((name) => name !== first && known.has(name) && ticked.has(name))
  step(shown, request.input('up'), -1)
  step(shown, request.input('down'), 1)
  return {
    columns: [first, ...shown],
    size: sizeIn(String(request.input('size'))) ?? PAGE_SIZE,
    widths: widthsIn(request.input('widths'), known),
  }
}

function widthsIn(given: unknown, known: ReadonlySet<string>): ColumnWidths {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>)
  const widths = entries.map(([name, width]) => [name, widthIn(width)] as const)
  return Object.fromEntries(
    widths.flatMap(([name, width]) => (known.has(name) && width !== null ? [[name, width]] : []))
  )
}

function step(names: string[], name: unknown, by: 1 | -1) {
  const place = names.indexOf(String(name))
  const other = names[place + by]
  if (place === -1 || other === undefined) return
  names[place + by] = names[place]!
  names[place] = other
}

function wordsIn(given: unknown): string[] {
  return [...new Set([given].flat().filter((word) => typeof word === 'string'))]
}
