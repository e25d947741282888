import { digitsOf, shownAs, targetOf, type Field } from '../../domains/fields.ts'
import { typedNumber } from '../../domains/number_text.ts'
import { isNumber } from '../../domains/operators.ts'
import { callingCode, countryName } from '../../identity/countries.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import {
  booleanField,
  dateField,
  datetimeField,
  decimalField,
  emailField,
  integerField,
  longTextField,
  many2oneField,
  moneyField,
  phoneField,
  selectionField,
  tagsField,
  textField,
  urlField,
} from '../../views/form/widgets.ts'
import type { FormField, Option, TagOption } from '../../views/form/types.ts'
import { rememberFor } from '../../views/remembered.ts'
import { toneOf } from '../../views/people.ts'
import { localeOf } from '../formats.ts'
import type { Page } from '../page.ts'
import type { FormRules } from './conditions/form_rules.ts'
import type { FieldTexts } from './field_texts.ts'
import type { FormData, Row } from './form_reader.ts'
import { newOption } from './new_option.ts'
import type { UnclearRelation } from './relation_texts.ts'

/** What the fields of one form are drawn from. */
export interface FieldsState {
  page: Page
  registry: Registry
  currency: string
  /** Address of the screen, for the pickers of its relations. */
  href: string
  data: FormData
  /** What the controls hold. */
  texts: FieldTexts
  /** What is saved. */
  saved: FieldTexts
  errors: Readonly<Record<string, string>>
  unclear: ReadonlyMap<string, UnclearRelation>
  /** Access groups of the person, which they may give to others. */
  groups: ReadonlySet<string>
  canWrite: boolean
  isNew: boolean
  /** The field in which a new record is begun; null for one that is there. */
  first?: string | null
  /** The computed cells of lines that came back to be corrected, by the keys of the lines. */
  computedLines?: ReadonlyMap<string, Row>
  /** The country of local telephone numbers of a location, or of none; null where nobody says it. */
  phoneCountry?: (locationId: string) => string | null
  /** Whether records that a field is to lead to can be made from here. */
  creates?: boolean
}

/** Draws one field of the form. */
export function drawField(name: string, declared: Field, state: FieldsState): string {
  const field = shownAs(declared)
  const { options } = field
  const base: FormField = {
    name,
    label: options.label,
    value: controlText(field, state.texts[name] ?? '', state.page),
    display: displayOf(name, field, state),
    help: options.help ?? null,
    error: state.errors[name] ?? null,
    required: options.required ?? false,
    readonly: !state.canWrite || !!options.readonly || !!options.generated || field.kind === 'json',
    unsaved: !state.isNew && (state.texts[name] ?? '') !== (state.saved[name] ?? ''),
    maxLength: options.size,
    focused: name === state.first,
    translationsHref: translationsHref(name, field, state),
  }
  if (state.data.rules) applyRules(base, state.data.rules, state.texts)
  const { t } = state.page
  switch (field.kind) {
    case 'longText':
    case 'json':
      return longTextField(base, t)
    case 'email':
      return emailField(base, t)
    case 'phone':
      return phoneField({ ...base, help: base.help ?? localPhoneHint(state) }, t)
    case 'url':
      return urlField(base, t)
    case 'integer':
      return integerField(base, t)
    case 'decimal':
      return decimalField(base, t)
    case 'money':
      return moneyField({ ...base, currency: state.currency }, t)
    case 'boolean':
      return booleanField(base, t)
    case 'date':
      return dateField(base, t)
    case 'datetime':
      return datetimeField(base, t)
    case 'selection':
      return selectionField({ ...base, options: choices(field) }, t)
    case 'many2one':
      return drawMany2one(base, field, state)
    case 'many2many':
      return drawTags(base, state)
    case 'groups':
      return drawGroups(base, field, state)
    default:
      return textField(base, t)
  }
}

/** Which country a number without one is in, by the location that the form shows. */
function localPhoneHint({ page, phoneCountry, texts }: FieldsState): string | null {
  const code = phoneCountry?.(texts.location ?? '')
  if (!code) return null
  const country = countryName(code, localeOf(page.language))
  return page.t('ui.form.localPhone', { country, code: callingCode(code) })
}

/** The page with the values of a translated field in all languages, for those who may write it. */
function translationsHref(name: string, { options }: Field, { canWrite, data, href }: FieldsState) {
  if (!options.translate || options.readonly || !canWrite || !data.row) return null
  return `${href}/${String(data.row.id)}/translations/${name}`
}

/** What the conditions of the form say about a field while these texts stand in it. */
function applyRules(field: FormField, rules: FormRules, texts: FieldTexts) {
  field.hidden = rules.says('fields', field.name, 'visible', texts) === false
  field.locked = rules.says('fields', field.name, 'readonly', texts)
  field.required = rules.says('fields', field.name, 'required', texts) ?? field.required
}

/** What the control of a field shows for its text: numbers as people type them. */
export function controlText({ kind }: Field, text: string, { formats }: Pick<Page, 'formats'>) {
  if (kind === 'phone') return formats.phone(text)
  return isNumber(kind) ? typedNumber(text, formats.point) : text
}

/** The options of a selection, in the order of their declaration. */
export const choices = rememberFor(({ options }: Field): readonly Option[] =>
  Object.entries(options.options ?? {}).map(([id, label]) => ({ id, label }))
)

/** Labels with the tones of their marks. */
const toned = rememberFor((options: readonly Option[]): readonly TagOption[] =>
  options.map((option) => ({ ...option, tone: toneOf(option.label) }))
)

const none: readonly Option[] = []

function drawMany2one(base: FormField, field: Field, state: FieldsState): string {
  const { name, value } = base
  const offered = state.data.options.get(name)
  const unclear = state.unclear.get(name)
  const target = state.registry.home.get(targetOf(field) as unknown as typeof Model)
  const isHidden = isOutOfSight(name, value, state)
  const title = isHidden ? state.page.t('ui.form.outOfSight') : labelOf(name, value, state)
  return many2oneField(
    {
      ...base,
      text: unclear?.text ?? title,
      href: target && value && !isHidden ? `${target.href}/${value}` : null,
      options: unclear?.options ?? offered?.records ?? [],
      search: offered?.many ? `${state.href}/options/${name}` : null,
      create: state.creates && !base.readonly ? newOption(state.registry, state, field) : null,
    },
    state.page.t
  )
}

function drawTags(base: FormField, state: FieldsState): string {
  const offered = state.data.options.get(base.name)?.records ?? none
  const chosen = base.value.split(',').filter(Boolean)
  return tagsField({ ...base, chosen, options: toned(offered) }, state.page.t)
}

/** Groups that the person cannot give are shown only where they are given already. */
function drawGroups(base: FormField, field: Field, state: FieldsState): string {
  const chosen = base.value.split(',').filter(Boolean)
  const offered = choices(field).filter(({ id }) => state.groups.has(id) || chosen.includes(id))
  return tagsField({ ...base, chosen, options: toned(offered) }, state.page.t)
}

/** The title of a linked record: from the row if it is the saved one, else as it was offered or read. */
export function labelOf(name: string, id: string, { data }: Pick<FieldsState, 'data'>): string {
  if (data.row && String(data.row[name] ?? '') === id) {
    return String(data.row[`${name}.title`] ?? '')
  }
  const offered = data.options.get(name)?.records.find((record) => record.id === id)
  return offered?.label ?? data.titles.get(id) ?? ''
}

/** Whether the saved record behind a link, or its title, is not for the asker to see. */
function isOutOfSight(name: string, id: string, { data }: Pick<FieldsState, 'data'>): boolean {
  return id !== '' && data.row?.[name] === id && data.row[`${name}.title`] === null
}

/** A value in words, for fields that are only read and for comparing two values. */
export function displayOf(
  name: string,
  field: Field,
  state: Pick<FieldsState, 'data' | 'page' | 'texts'>
): string {
  const text = state.texts[name] ?? ''
  if (text === '') return ''
  const { formats, t } = state.page
  switch (field.kind) {
    case 'boolean':
      return t(text === '1' ? 'ui.yes' : 'ui.no')
    case 'date':
      return isReal(text) ? formats.date(text) : text
    case 'datetime':
      return formats.datetime(state.data.row?.[name]) || text.replace('T', ' ')
    case 'selection':
      return field.options.options?.[text] ?? text
    case 'integer':
    case 'decimal':
    case 'money':
      return Number.isFinite(Number(text)) ? formats.number(Number(text), digitsOf(field)) : text
    case 'phone':
      return formats.phone(text)
    case 'many2one':
      return isOutOfSight(name, text, state)
        ? t('ui.form.outOfSight')
        : labelOf(name, text, state) || text
    case 'groups':
      return text
        .split(',')
        .map((group) => field.options.options?.[group] ?? group)
        .join(', ')
    case 'many2many':
      return text
        .split(',')
        .map((id) => labelOfTag(name, id, state.data))
        .join(', ')
    default:
      return text
  }
}

function isReal(day: string): boolean {
  return !Number.isNaN(new Date(`${day}T00:00:00Z`).getTime())
}

function labelOfTag(name: string, id: string, data: FormData): string {
  return data.options.get(name)?.records.find((record) => record.id === id)?.label ?? id
}
