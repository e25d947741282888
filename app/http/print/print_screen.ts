import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import { actionOf } from '../action.ts'
import { countSelected, hiddenOf, type Selection } from '../bulk/selection.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { mayExport } from '../export/may_export.ts'
import { isSortable } from '../list/compiled_list.ts'
import { ListQuery } from '../list/list_query.ts'
import { ViewPreferences } from '../list/view_preferences.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searched, type Searched } from '../search/searched.ts'
import { mostPrinted } from './list_rows.ts'
import { ListSheet } from './list_sheet.ts'
import { MOST_SHEETS } from './read_sheets.ts'
import { printoutsOf } from './printout_plan.ts'
import type { PrintRequest } from './print_request.ts'

/** A screen whose records are printed, and which of them. */
export class PrintScreen {
  readonly plan: ScreenPlan
  readonly query: ListQuery
  readonly list: ListSheet
  readonly selection: Selection
  #ctx: HttpContext

  /** Throws E_NOT_FOUND for a screen that the asker may take no records out of. */
  static async of(ctx: HttpContext, selection: Selection): Promise<PrintScreen> {
    if (!mayExport(ctx.asker)) throw new E_NOT_FOUND()
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const records = new Records<typeof Model>(plan.model, ctx.registry.access)
    const parts = Object.fromEntries(new URLSearchParams(selection.search))
    const query = new ListQuery(
      { qs: () => parts },
      plan,
      (name) => records.shows(name) && isSortable(plan.model.allFields[name]!),
      await new ViewPreferences(plan.href).read()
    )
    return new PrintScreen(ctx, plan, query, selection)
  }

  private constructor(ctx: HttpContext, plan: ScreenPlan, query: ListQuery, selection: Selection) {
    this.#ctx = ctx
    this.plan = plan
    this.query = query
    this.selection = selection
    this.list = new ListSheet(ctx, plan, query)
  }

  /** What is to be printed: what the address finds, or of it the ticked records alone. */
  async found(): Promise<Searched> {
    const { ids } = this.selection
    const found = await searched(this.#ctx, this.plan, this.query)
    return ids ? { where: found.where, ids } : found
  }

  /** The page that asks what is to be printed, and how. */
  async render(fault: string | null, asked: PrintRequest): Promise<string> {
    const { page, request } = this.#ctx
    const { t, formats } = page
    const { href, label, model, form } = this.plan
    const count = await countSelected(this.#ctx, this.plan, this.selection)
    const most = mostPrinted(this.list.width)
    const title = t('ui.print.title', { records: model.labels.many })
    const shown = formats.number(count)
    const option = (name: string, text: string, hint: string, checked: boolean) => ({
      ...{ name, label: text, hint, checked },
    })
    return page.renderView('pages/print', {
      title,
      crumbs: [
        { label, href: this.query.href() },
        { label: t('ui.print.print'), href: null },
      ],
      menuHref: href,
      state: {
        title,
        csrf: request.csrfToken,
        action: `${href}/print`,
        hidden: hiddenOf(this.selection),
        backHref: this.query.href(),
        exportHref: this.query.hrefTo('export'),
        what: t(this.selection.ids ? 'ui.export.ticked' : 'ui.export.found', {
          ...{ count, shown },
          ...model.labels,
        }),
        choices: [
          option(
            'list',
            t('ui.print.list'),
            t('ui.print.listHint', { most: formats.number(most) }),
            asked.what === 'list'
          ),
          ...(form
            ? [
                option(
                  'sheets',
                  t('ui.print.sheets', { record: model.labels.one }),
                  t('ui.print.sheetsHint', { most: formats.number(MOST_SHEETS) }),
                  asked.what === 'sheets'
                ),
              ]
            : []),
          ...printoutsOf(this.#ctx, model).map(({ name, label: called }) =>
            option(
              name,
              called,
              t('ui.print.printoutHint', {
                record: model.labels.one,
                most: formats.number(MOST_SHEETS),
              }),
              asked.what === name
            )
          ),
        ],
        orientations: (['auto', 'portrait', 'landscape'] as const).map((name) =>
          option(name, t(`ui.print.orientation.${name}`), '', asked.orientation === name)
        ),
        fault,
      },
    })
  }
}
