import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_NO_SUCH_RECORD } from '../../../access/errors.ts'
import { isUuid } from '../../../environment/scope.ts'
import { renderRowForm } from '../../../views/list/row_form.ts'
import { effectFirst, questionAbout, savingWords } from '../../access/effect_first.ts'
import { E_NOT_FOUND } from '../../errors.ts'
import { computedOfTexts } from '../../form/computed_now.ts'
import { computedTexts, textsOfRow, type FieldTexts } from '../../form/field_texts.ts'
import { displayOf, drawField, type FieldsState } from '../../form/form_fields.ts'
import { readForm, type FormData } from '../../form/form_reader.ts'
import type { Rejected } from '../../form/form_screen.ts'
import { updateFromForm, type Conflict } from '../../form/save.ts'
import { changesOf } from '../../form/watched_fields.ts'
import { screenPlace } from '../../screens/screen_head.ts'
import { queryText } from '../../search/address.ts'
import type { ScreenPlan } from '../../search/screen_plan.ts'
import { rowPlan, type RowPlan } from './row_plan.ts'

/** One row of a list while it is edited. The address carries that of the list. */
export class RowScreen {
  #ctx: HttpContext
  #plan: ScreenPlan
  #id: string
  #row: RowPlan

  /** Throws E_NOT_FOUND where nothing of the list can be edited in its rows. */
  static async open(ctx: HttpContext, plan: ScreenPlan, id: string): Promise<RowScreen> {
    const row = await rowPlan(ctx, plan)
    if (row.form.fields.size === 0) throw new E_NOT_FOUND()
    if (!isUuid(id)) throw new E_NO_SUCH_RECORD()
    return new RowScreen(ctx, plan, id, row)
  }

  private constructor(ctx: HttpContext, plan: ScreenPlan, id: string, row: RowPlan) {
    this.#ctx = ctx
    this.#plan = plan
    this.#id = id
    this.#row = row
  }

  /** The list that the row stands in, at the same place. */
  get listHref(): string {
    return this.#plan.href + this.#search
  }

  /** Saves what was posted; an answer that the person has to look at, or null where all is done. */
  async save(): Promise<Buffer | string | null> {
    const attempt = await effectFirst(
      this.#ctx,
      this.#plan.model,
      () => updateFromForm(this.#ctx, this.#plan, this.#id, this.#row.form),
      (page) => questionAbout(this.#ctx, this.#plan, this.#id, savingWords(page))
    )
    if ('shown' in attempt) return attempt.shown
    const saved = attempt.written
    if (saved.kind === 'saved') return null
    this.#ctx.response.status(saved.kind === 'conflict' ? 409 : 422)
    if (saved.kind === 'rejected') {
      return this.#render(await this.#read(saved.rejected.texts), saved.rejected)
    }
    const data = await this.#read(saved.conflict.posted)
    return this.#render(data, this.#decide(data, saved.conflict))
  }

  /** The row with its controls. Throws E_NO_SUCH_RECORD, E_ACCESS_DENIED. */
  async edit(): Promise<Buffer> {
    return this.#render(await this.#read(), null)
  }

  async #read(standing: FieldTexts = {}): Promise<FormData> {
    const { environment, registry } = this.#ctx
    const data = await readForm(environment!, registry, this.#row.form, this.#id, [], standing)
    if (!data.row) throw new E_NO_SUCH_RECORD()
    if (!data.reach.has('write')) throw new E_ACCESS_DENIED(['write', this.#plan.model.labels.many])
    return data
  }

  /** Both values of what two people have changed; what is saved next is the asker's. */
  #decide(data: FormData, conflict: Conflict): Rejected {
    const { page } = this.#ctx
    const { fields } = this.#row.form
    const shown = (name: string, texts: FieldTexts) =>
      displayOf(name, fields.get(name)!, { data, page, texts }) || '\u2013'
    const errors = conflict.conflicts.map((name) => [
      name,
      page.t('ui.row.conflict', {
        name: data.savedBy ?? page.t('ui.conflict.somebody'),
        theirs: shown(name, conflict.current),
        mine: shown(name, conflict.posted),
      }),
    ])
    const mine = [...conflict.conflicts, ...Object.keys(conflict.changes)]
    const texts = mine.map((name) => [name, conflict.posted[name]!])
    return {
      texts: Object.fromEntries(texts),
      base: conflict.current,
      version: String(conflict.version),
      errors: Object.fromEntries(errors),
      unclear: new Map(),
    }
  }

  async #render(data: FormData, rejected: Rejected | null): Promise<Buffer> {
    const { page, registry, request } = this.#ctx
    const { model, href, label } = this.#plan
    const { columns, form } = this.#row
    const state = await this.#state(data, rejected)
    const title = String(data.row![model.titleField] ?? '') || page.t('ui.form.untitled')
    const body = renderRowForm(
      {
        title: page.t('ui.row.title', { name: title }),
        action: `${href}/${this.#id}/row${this.#search ? `${this.#search}&` : '?'}_method=PUT`,
        csrf: request.csrfToken,
        changes: changesOf(registry, this.#plan, form, this.#id),
        hidden: [
          ['_version', rejected?.version || String(data.row!.version ?? '')],
          ['_base', JSON.stringify(rejected?.base ?? state.saved)],
        ],
        columns: columns.map((column) => ({
          label: column.label ?? model.allFields[column.name]!.options.label,
          html: form.fields.has(column.name)
            ? drawField(column.name, form.fields.get(column.name)!, state)
            : null,
        })),
        faults: this.#faults(state),
        listHref: this.listHref,
      },
      page.t
    )
    const place = screenPlace(this.#ctx, this.#plan)
    const crumbs = [
      place.crumbs[0]!,
      { label, href: this.listHref },
      { label: title, href: `${href}/${this.#id}` },
      { label: page.t('ui.row.edit'), href: null },
    ]
    return page.render({ ...place, title, crumbs }, body)
  }

  async #state(data: FormData, rejected: Rejected | null): Promise<FieldsState> {
    const { asker, identity, page, registry } = this.#ctx
    const { form } = this.#row
    const saved = textsOfRow(form.fields, data.row!, asker.timeZone)
    const computed = rejected
      ? await computedOfTexts(this.#ctx, form, data.row, rejected.texts)
      : data.row!
    return {
      page,
      registry,
      currency: identity!.tenant!.currency,
      href: this.#plan.href,
      data,
      saved,
      texts: {
        ...saved,
        ...rejected?.texts,
        ...computedTexts(form.fields, computed, asker.timeZone),
      },
      errors: rejected?.errors ?? {},
      unclear: rejected?.unclear ?? new Map(),
      groups: asker.groups,
      canWrite: true,
      isNew: false,
    }
  }

  /** What is wrong with fields that have no control here. */
  #faults({ errors }: FieldsState): string[] {
    const { model } = this.#plan
    return Object.entries(errors)
      .filter(([name]) => !this.#row.form.fields.has(name))
      .map(([name, text]) => {
        const label = model.allFields[name]?.options.label
        return label ? `${label}: ${text}` : text
      })
  }

  /** What of the address belongs to the list, with its question mark. */
  get #search(): string {
    const query = new URLSearchParams(this.#ctx.request.parsedUrl.query ?? '')
    query.delete('_method')
    return query.size > 0 ? `?${queryText(query)}` : ''
  }
}
