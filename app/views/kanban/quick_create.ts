import { icon } from '../icons.ts'
import { hiddenInputs } from '../form/page.ts'
import { search } from '../form/relation_input.ts'
import type { Many2oneField } from '../form/types.ts'
import { attributes, escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'

/** A field that is asked for when a card is made in a column. */
export interface QuickField {
  name: string
  label: string
  kind: 'text' | 'number' | 'date' | 'selection' | 'many2one'
  options: readonly { id: string; label: string }[]
  required: boolean
  /** Of a link to one record: where it is searched, and how one is made that is not there yet. */
  search: string | null
  create: Many2oneField['create']
}

/** What makes a card in a column of the board. */
export interface QuickCreate {
  /** Where the form is posted. */
  action: string
  csrf: string
  /** Where the browser asks what else changes with a field, and with which; null where nothing does. */
  changes: string | null
  /** The field that the columns are values of. */
  by: string
  /** "New deal" */
  label: string
  fields: readonly QuickField[]
  /** The form with all fields, without the value of the column. */
  formHref: string
}

/** A button that opens a short form in a column; without script, too. */
export function renderQuickCreate(
  quick: QuickCreate,
  column: { key: string; label: string },
  translate: Translate
): string {
  const t = escapedTexts(translate)
  const { action, by, changes, csrf, label, fields, formHref } = quick
  const name = t('ui.kanban.newIn', { new: label, column: column.label })
  const hidden = hiddenInputs([
    ['_csrf', csrf],
    [by, column.key],
  ])
  const controls = fields.map((field) => control(field, column.key, translate))
  const full = `${formHref}?${new URLSearchParams({ [by]: column.key })}`
  return (
    `<details class="quick"><summary class="btn btn--plain btn--sm btn--icon" aria-label="${name}" title="${name}">${icon('plus')}</summary>` +
    `<form class="card card--new" method="post" action="${escape(action)}"${attributes({ 'data-changes': changes })}>${hidden}${controls.join('')}` +
    `<div class="row"><button class="btn btn--primary btn--sm">${t('ui.kanban.add')}</button><a class="btn btn--plain btn--sm" href="${escape(full)}">${t('ui.kanban.fullForm')}</a></div></form></details>`
  )
}

/** Fields say what they are as long as they are empty; those that never look empty, above them. */
function control(field: QuickField, column: string, t: Translate) {
  const { kind, label, required } = field
  if (kind === 'many2one') return relation(field, column, t)
  const looksFilled = kind === 'date' || (kind === 'selection' && required)
  return looksFilled
    ? `<label class="xs soft">${escape(label)}${input(field)}</label>`
    : input(field)
}

function relation({ search: address, ...field }: QuickField, column: string, t: Translate) {
  const { label, name, create } = field
  const shown = { ...empty, ...field, spoken: label, placeholder: label, create }
  return search(shown, address!, t, `new-${encodeURIComponent(column)}-${name}`)
}

const empty = {
  value: '',
  text: '',
  href: null,
  help: null,
  error: null,
  readonly: false,
  unsaved: false,
  search: null,
}

function input({ name, label, kind, options, required }: QuickField) {
  const shared = { 'class': 'in', name, 'aria-label': label, required }
  if (kind === 'selection') {
    const choices = options.map(
      ({ id, label: text }) => `<option${attributes({ value: id })}>${escape(text)}</option>`
    )
    const none = required ? '' : `<option value="">${escape(label)}</option>`
    return `<select${attributes(shared)}>${none}${choices.join('')}</select>`
  }
  return `<input${attributes({
    ...shared,
    type: kind === 'date' ? 'date' : 'text',
    inputmode: kind === 'number' ? 'decimal' : null,
    placeholder: label,
    autocomplete: 'off',
  })}>`
}
