import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import type { Selection } from '../bulk/selection.ts'
import { isSortable, shownColumns } from '../list/compiled_list.ts'
import { ListQuery } from '../list/list_query.ts'
import { ViewPreferences } from '../list/view_preferences.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import { linesOfScreen, type LinesByName } from '../transfer/line_fields.ts'
import { exportableFields } from './export_columns.ts'
import { formats, tickedIds, type ExportRequest } from './export_request.ts'
import { mayExport } from './may_export.ts'
import { ExportPresets, LONGEST_NAME, type ExportPreset } from './presets.ts'

/** A screen whose records are exported, and what its address asks of them. */
export class ExportScreen {
  readonly plan: ScreenPlan
  readonly query: ListQuery
  readonly records: Records<typeof Model>
  /** What may be exported, by name. */
  readonly fields: ReadonlyMap<string, Field>
  /** The one2manys whose lines may be. */
  readonly lines: LinesByName
  #ctx: HttpContext
  #ticked: readonly string[]

  /**
   * Of everything that the address finds, or of what was chosen in a list. Throws E_NOT_FOUND for a
   * screen that the asker may not export from.
   */
  constructor(ctx: HttpContext, selection: Selection | null = null) {
    const { asker, registry, request } = ctx
    const action = actionOf(ctx)
    if (!mayExport(asker)) throw new E_NOT_FOUND()
    this.#ctx = ctx
    this.#ticked = selection?.ids ?? tickedIds(request.qs() as Record<string, unknown>)
    this.plan = screenPlan(registry, asker, action)
    const { model } = this.plan
    this.records = new Records<typeof Model>(model, registry.access)
    this.lines = linesOfScreen(registry, asker, action)
    this.fields = exportableFields(registry, model, this.lines)
    const asked = selection ? Object.fromEntries(new URLSearchParams(selection.search)) : null
    this.query = new ListQuery(
      asked ? { qs: () => asked } : request,
      this.plan,
      (name) => this.records.shows(name) && isSortable(model.allFields[name]!),
      null
    )
  }

  /** The selection that the address finds, or of it the ticked records alone. */
  async selection(ids: readonly string[]) {
    const found = await searched(this.#ctx, this.plan, this.query)
    return ids.length > 0 ? { where: found.where, ids } : found
  }

  /** The page with the choice of columns and format. */
  async render(fault: string | null = null, asked: ExportRequest | null = null): Promise<string> {
    const { page, request } = this.#ctx
    const { t } = page
    const { href, label, model } = this.plan
    const presets = await new ExportPresets(href).all()
    const named = request.qs().preset as unknown
    const preset = presets.find(({ name }) => name === named) ?? null
    const ids = asked?.ids ?? this.#ticked
    const count = ids.length > 0 ? ids.length : await this.#count()
    const chosen = asked ?? preset ?? (await this.#standard())
    const title = t('ui.export.title', { records: model.labels.many })
    return page.renderView('pages/export', {
      title,
      crumbs: [
        { label, href: this.query.href() },
        { label: t('ui.export.crumb'), href: null },
      ],
      menuHref: href,
      state: {
        title,
        csrf: request.csrfToken,
        action: this.query.hrefTo('export'),
        presetsAction: this.query.hrefTo('presets'),
        backHref: this.query.href(),
        ids,
        what: t(ids.length > 0 ? 'ui.export.ticked' : 'ui.export.found', {
          count,
          ...model.labels,
          shown: page.formats.number(count),
        }),
        columns: this.#columns(chosen.columns),
        formats: formats.map((name) => ({
          name,
          label: t(`ui.export.formats.${name}`),
          checked: name === chosen.format,
        })),
        forImport: chosen.forImport,
        withMark: chosen.withMark,
        presets: presets.map((each) => this.#presetLink(each, preset)),
        presetName: preset?.name ?? '',
        longestName: LONGEST_NAME,
        fault,
      },
    })
  }

  /** The columns that the list shows. */
  async #standard() {
    const { columns } = this.query
    const arrangement = await new ViewPreferences(this.plan.href).read()
    const names = columns.length > 0 ? columns : (arrangement?.columns ?? [])
    return {
      columns: shownColumns(
        this.plan,
        names.filter((name) => this.fields.has(name))
      ).map(({ name }) => name),
      format: 'xlsx',
      forImport: false,
      withMark: true,
    }
  }

  /** The chosen fields first, in their order; then those of the list, then all others. */
  #columns(chosen: readonly string[]) {
    const { fields } = this
    const names = [...chosen, ...this.plan.list.columns.map(({ name }) => name), ...fields.keys()]
    return [...new Set(names)].flatMap((name) => {
      const field = fields.get(name)
      return field ? [{ name, label: field.options.label, checked: chosen.includes(name) }] : []
    })
  }

  #presetLink({ name }: ExportPreset, current: ExportPreset | null) {
    const address = `${this.query.hrefTo('export')}${this.query.params().length > 0 ? '&' : '?'}`
    return {
      name,
      current: name === current?.name,
      href: `${address}${new URLSearchParams({ preset: name })}`,
      removeAction: `${this.plan.href}/presets/${encodeURIComponent(name)}?_method=DELETE`,
    }
  }

  async #count(): Promise<number> {
    const { where, ...found } = await this.selection([])
    const statement = this.records.count({
      ...{ ...found, where, fields: [], order: [] },
      limit: Number.MAX_SAFE_INTEGER,
    })
    const [rows] = await this.#ctx.environment!.read([statement])
    return Number(rows![0]!.count)
  }
}
