import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { renderFormPage } from '../../views/form/page.ts'
import type { FormPage } from '../../views/form/types.ts'
import { avatarOf } from '../../views/people.ts'
import { Page } from '../page.ts'
import { ShippedNote } from '../shipped/shipped_note.ts'
import { Thread } from '../thread/thread.ts'
import { computedOfTexts } from './computed_now.ts'
import { copiedFields, originalOf } from './copied_lines.ts'
import { formActions } from './form_actions.ts'
import { archivedNotice, copyNotice, ruleNotice } from './form_notices.ts'
import type { FieldsState } from './form_fields.ts'
import { buttonsOf, stepsOf } from './form_header.ts'
import { firstField } from './first_field.ts'
import { formPlan, type FormPlan } from './form_plan.ts'
import { readForm, type FormData, type FormQuestion, type Row } from './form_reader.ts'
import { FormSheet } from './form_sheet.ts'
import { statsOf } from './form_stats.ts'
import { sublineOf } from './form_subline.ts'
import { computedTexts, textsOfRow, type FieldTexts } from './field_texts.ts'
import { computedLines } from './lines/computed_cells.ts'
import { labelAt } from './lines/line_labels.ts'
import { savedLines } from './lines/line_texts.ts'
import type { UnclearRelation } from './relation_texts.ts'
import { changesOf } from './watched_fields.ts'

/** What came back to be corrected: what was typed and what is wrong with it. */
export interface Rejected {
  texts: FieldTexts
  /** What the form was opened with; what is saved where nothing was typed. */
  base: FieldTexts | null
  version: string | null
  errors: Readonly<Record<string, string>>
  unclear: ReadonlyMap<string, UnclearRelation>
}

/** The form of one record, or of a new one. */
export class FormScreen {
  readonly page: Page
  readonly plan: FormPlan
  #ctx: HttpContext
  #action: Action
  #id: string | null

  constructor(ctx: HttpContext, action: Action, id: string | null) {
    if (!action.form || (id !== null && !isUuid(id))) throw new E_NO_SUCH_RECORD()
    this.#ctx = ctx
    this.#action = action
    this.#id = id
    this.page = new Page(ctx)
    this.plan = formPlan(ctx.registry, ctx.asker, action)
  }

  /**
   * Reads everything the form shows, and what is asked besides. `standing` is what stands in it and is
   * not saved. Throws E_NO_SUCH_RECORD.
   */
  async read(besides: readonly FormQuestion[] = [], standing: FieldTexts = {}): Promise<FormData> {
    const { environment, registry } = this.#ctx
    const data = await readForm(environment!, registry, this.plan, this.#id, besides, standing)
    if (this.#id && !data.row) throw new E_NO_SUCH_RECORD()
    return data
  }

  /** The page, as saved or with what was rejected. `defaults` are the values of a new record. */
  async render(rejected: Rejected | null, defaults: FieldTexts = {}): Promise<Buffer> {
    const thread = this.#thread
    const shipped = new ShippedNote(this.#ctx)
    const asked = shipped.questions(this.#action.model, this.#id)
    const standing = { ...defaults, ...rejected?.texts }
    const data = await this.read([...(thread?.questions ?? []), ...asked], standing)
    const { timeZone } = this.#ctx.asker
    const saved = data.row
      ? {
          ...textsOfRow(this.plan.fields, data.row, timeZone),
          ...savedLines(this.plan.lines, data, timeZone),
        }
      : defaults
    const computed =
      rejected || !data.row
        ? await computedOfTexts(this.#ctx, this.plan, data.row, standing)
        : data.row
    if (rejected && data.row) data.row = { ...data.row, ...computed }
    const state = this.#state(data, saved, rejected, computed)
    if (rejected) {
      const { lines } = this.plan
      state.computedLines = await computedLines(this.#ctx, lines, data, rejected.texts)
    }
    const title = this.#title(data)
    const records = new Records(this.#action.model, this.#ctx.registry.access)
    const version = rejected?.version ?? String(data.row?.version ?? '')
    const { t } = this.page
    const original = this.#id ? null : originalOf(this.#ctx)
    const copied = original ? copiedFields(this.#ctx, this.plan.model) : new Map<string, never>()
    const sheet = new FormSheet(this.#ctx, this.plan, this.#id)
    const form: FormPage = {
      label: capitalised(this.#action.model.labels.one),
      title,
      avatar: data.row
        ? {
            ...avatarOf(title),
            organisation: !this.plan.model.isPerson,
          }
        : null,
      subline: data.row ? sublineOf(this.#ctx, this.plan, data.row) : '',
      isNew: !data.row,
      canWrite: state.canWrite,
      action: data.row ? `${this.#href}?_method=PUT` : this.#action.href,
      csrf: this.#ctx.request.csrfToken,
      hidden: [
        ['_version', version],
        ['_base', JSON.stringify(rejected?.base ?? saved)],
        ...(copied.size > 0 ? [['_copy', original!] as [string, string]] : []),
      ],
      draft: this.#ctx.asker.userId,
      rules: data.rules && state.canWrite ? JSON.stringify(data.rules.written) : null,
      changes: state.canWrite
        ? changesOf(this.#ctx.registry, this.#action, this.plan, this.#id)
        : null,
      discardHref: data.row ? this.#href : this.#action.href,
      newHref: data.row && records.allows('create') ? `${this.#action.href}/new` : null,
      newLabel: t('ui.list.new', { record: this.#action.model.labels.one }),
      saved: data.row?.updatedAt
        ? t('ui.form.savedAt', { time: this.page.formats.datetime(data.row.updatedAt) })
        : null,
      footer: data.row ? this.#footer(data) : null,
      hasTrail: data.row !== null,
      actions: data.row ? formActions(this.#ctx, this.#action, data, t) : [],
      buttons: data.reach.has('write') ? buttonsOf(this.plan, this.#href) : [],
      steps: stepsOf(this.plan, state),
      stats: statsOf(this.#ctx, this.plan, data, this.page.formats),
      faults: this.#faults(state),
      notice:
        archivedNotice(data, records, t) ??
        shipped.notice(this.page) ??
        copyNotice(copied.values(), t) ??
        ruleNotice(data, records, t),
      groups: sheet.groups(state),
      tabs: sheet.tabs(state),
      aside: thread?.render(null) ?? null,
    }
    return this.page.render(this.#content(title), renderFormPage(form, t))
  }

  /** Title and breadcrumbs of every page about this record. */
  content(data: FormData) {
    return this.#content(this.#title(data))
  }

  /** The same of a page below that of the record, by its name. */
  contentBelow(data: FormData, label: string) {
    const { crumbs, ...content } = this.content(data)
    const record = { label: content.title, href: this.#href }
    return { ...content, crumbs: [...crumbs.slice(0, -1), record, { label, href: null }] }
  }

  /** The conversation about a stored record, where people talk about such records. */
  get #thread(): Thread | null {
    const { model } = this.#action
    if (!this.#id || !model.hasThread) return null
    return new Thread(this.#ctx, this.page, { model, href: this.#href, id: this.#id })
  }

  get #href() {
    return `${this.#action.href}/${this.#id}`
  }

  #title({ row }: FormData): string {
    const { model } = this.#action
    if (!row) return this.page.t('ui.list.new', { record: model.labels.one })
    return String(row[model.titleField] ?? '') || this.page.t('ui.form.untitled')
  }

  #content(title: string) {
    const module = this.#ctx.registry.modules.find(({ name }) => name === this.#action.module)
    return {
      title,
      crumbs: [
        { label: module?.menu?.label ?? '', href: '/' },
        { label: this.#action.label, href: this.#action.href },
        { label: title, href: null },
      ],
      menuHref: this.#action.href,
    }
  }

  #state(data: FormData, saved: FieldTexts, rejected: Rejected | null, computed: Row): FieldsState {
    const records = new Records(this.#action.model, this.#ctx.registry.access)
    const { timeZone } = this.#ctx.asker
    return {
      page: this.page,
      registry: this.#ctx.registry,
      currency: this.#ctx.identity!.tenant!.currency,
      phoneCountry: phoneCountry(this.#ctx),
      href: this.#action.href,
      data,
      saved,
      texts: {
        ...saved,
        ...rejected?.texts,
        ...computedTexts(this.plan.fields, computed, timeZone),
      },
      errors: rejected?.errors ?? {},
      unclear: rejected?.unclear ?? new Map(),
      groups: this.#ctx.asker.groups,
      canWrite: canWrite(records, this.plan, data),
      isNew: !data.row,
      first: data.row ? null : firstField(this.plan),
      creates: true,
    }
  }

  #faults({ errors }: FieldsState): FormPage['faults'] {
    return Object.entries(errors).map(([name, text]) => {
      const label = labelAt(this.plan, name)
      return { name: label === null ? null : name, label: label ?? '', text }
    })
  }

  #footer({ row, savedBy }: FormData): string {
    const { t, formats } = this.page
    const created = formats.datetime(row!.createdAt)
    const time = formats.datetime(row!.updatedAt)
    const parts = [
      created && t('ui.form.createdAt', { time: created }),
      time &&
        (savedBy ? t('ui.form.savedBy', { time, name: savedBy }) : t('ui.form.savedAt', { time })),
    ]
    return parts.filter(Boolean).join(' ')
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Whether there is something on the form that the asker may change. */
function canWrite(
  records: Records<typeof Model>,
  { fields }: FormPlan,
  { row, reach }: FormData
): boolean {
  const { writable } = records
  const mayWrite = row ? reach.has('write') : records.allows('create')
  return mayWrite && [...fields.keys()].some((name) => writable.has(name))
}

/** The country of a location, as far as the reader works there, or else of the tenant. */
function phoneCountry({ identity }: HttpContext) {
  const { tenant, locations } = identity!
  return (locationId: string) =>
    locations.find(({ id }) => id === locationId)?.country ?? tenant!.country
}
