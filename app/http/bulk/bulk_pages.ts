import type { BulkChange } from '../../access/bulk_writer.ts'
import type { Question } from '../access/effect_first.ts'
import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import { renderDelete } from '../../views/form/delete.ts'
import { affectedBy } from '../form/affected.ts'
import { drawField } from '../form/form_fields.ts'
import { readForm } from '../form/form_reader.ts'
import { withGroupTitles } from '../group_titles.ts'
import { Page } from '../page.ts'
import { screenPlace } from '../screens/screen_head.ts'
import { queryText } from '../search/address.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { changeableFields } from './changeable.ts'
import { fieldOf, type Unfit } from './read_change.ts'
import { hiddenOf, type Selection } from './selection.ts'

/** Records about which the page says what else goes with them. */
const MOST_LOOKED_AT = 500

/** The pages on which one says what is to be done to the chosen records. */
export class BulkPages {
  #ctx: HttpContext
  #plan: ScreenPlan
  #page: Page
  #selection: Selection
  #count: number

  constructor(ctx: HttpContext, plan: ScreenPlan, selection: Selection, count: number) {
    this.#ctx = ctx
    this.#plan = plan
    this.#page = new Page(ctx)
    this.#selection = selection
    this.#count = count
  }

  /** Asks which field is to be changed. */
  chooseField() {
    const fields = [...changeableFields(this.#records)].map(([name, { options }]) => ({
      name,
      label: options.label,
    }))
    return this.#render({ action: 'bulk/new', fields, control: '', isMany: false })
  }

  /** Asks for the value of the chosen field. */
  async enterValue(unfit: Unfit | null) {
    const { registry, identity, asker } = this.#ctx
    const [name, declared] = fieldOf(this.#ctx, this.#records)
    const field = withGroupTitles(registry, declared)
    const fields = new Map([[name, field]])
    const tree = { header: [], sheet: [] }
    const form = {
      model: this.#plan.model,
      tree,
      fields,
      bar: null,
      lines: new Map(),
      stats: new Map(),
      conditions: null,
    }
    const data = await readForm(this.#ctx.environment!, registry, form, null)
    const control = drawField(name, field, {
      page: this.#page,
      registry,
      currency: identity!.tenant!.currency,
      href: this.#plan.href,
      data,
      texts: unfit?.texts ?? {},
      saved: {},
      errors: unfit?.errors ?? {},
      unclear: unfit?.unclear ?? new Map(),
      groups: asker.groups,
      canWrite: true,
      isNew: true,
    })
    const isMany = field.kind === 'many2many'
    return this.#render({ action: 'bulk', fields: null, control, isMany, field: name })
  }

  /** Asks before records are deleted, and says what goes with them. */
  async confirmDeletion() {
    const { t, formats } = this.#page
    const { model, href } = this.#plan
    const { ids } = this.#selection
    const affected =
      ids && ids.length <= MOST_LOOKED_AT
        ? await affectedBy(this.#ctx.environment!, this.#ctx.registry, model, ids)
        : []
    const words = this.#words
    const html = renderDelete(
      {
        title: t('ui.bulk.deleteTitle', words),
        text: t(ids ? 'ui.delete.text' : 'ui.bulk.deleteText'),
        action: `${href}/bulk`,
        csrf: this.#ctx.request.csrfToken,
        hidden: [...hiddenOf(this.#selection), ['operation', 'delete']],
        affected: affected.map(({ model: other, field, count, effect }) => ({
          label: other.labels.many,
          count: formats.number(count),
          effect: t(effect === 'blocked' ? 'ui.bulk.blocked' : `ui.delete.${effect}`, { field }),
        })),
        blocked: [],
        typed: this.typedWords,
        deleteLabel: t('ui.bulk.delete', words),
        keepLabel: t('ui.bulk.keep'),
        keepHref: listHref(this.#plan, this.#selection),
      },
      t
    )
    return this.#page.render(screenPlace(this.#ctx, this.#plan), html)
  }

  /** How it is asked whether rights shall change as they would by this. */
  questionAbout({ operation }: BulkChange): Question {
    const { t } = this.#page
    const isDeletion = operation === 'delete'
    const title = t(isDeletion ? 'ui.bulk.deleteTitle' : 'ui.bulk.title', this.#words)
    return {
      title,
      doLabel: t(isDeletion ? 'ui.bulk.delete' : 'ui.bulk.submit', this.#words),
      crumbs: [
        { label: this.#plan.label, href: this.#plan.href },
        { label: title, href: null },
      ],
      menuHref: this.#plan.href,
      keepHref: listHref(this.#plan, this.#selection),
    }
  }

  /** What has to be typed before several records are deleted. */
  get typedWords(): string | null {
    return this.#count > 1 ? this.#page.t('ui.bulk.typed', { count: String(this.#count) }) : null
  }

  get #records() {
    return new Records<typeof Model>(this.#plan.model, this.#ctx.registry.access)
  }

  get #words() {
    return { count: this.#count, ...this.#plan.model.labels }
  }

  #render(state: {
    action: 'bulk' | 'bulk/new'
    fields: { name: string; label: string }[] | null
    control: string
    isMany: boolean
    field?: string
  }) {
    const { t } = this.#page
    const { href } = this.#plan
    const operation: [string, string][] = state.isMany ? [] : [['operation', 'set']]
    const field: [string, string][] = state.field ? [['field', state.field]] : []
    return this.#page.renderView('pages/bulk_change', {
      ...screenPlace(this.#ctx, this.#plan),
      state: {
        ...state,
        panel: { html: state.control },
        action: `${href}/${state.action}`,
        title: t('ui.bulk.title', this.#words),
        csrf: this.#ctx.request.csrfToken,
        hidden: [...hiddenOf(this.#selection), ...operation, ...field],
        submit: t('ui.bulk.submit', this.#words),
        keepHref: listHref(this.#plan, this.#selection),
      },
    })
  }
}

/** The list from which records were chosen. */
export function listHref({ href }: { href: string }, { search }: Selection): string {
  const query = new URLSearchParams(search)
  return query.size > 0 ? `${href}?${queryText(query)}` : href
}
