import { icon } from '../icons.ts'
import { attributes, escape, escapeText } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { FormField } from './types.ts'

/** Id of a field's control, and of what an error's link leads to. */
export function fieldId(name: string): string {
  return `field-${name}`
}

/** Attributes that controls of every kind share. */
export function controlAttributes(field: FormField): Record<string, unknown> {
  const id = fieldId(field.name)
  const described = [
    (field.help || field.was) && `${id}-help`,
    field.error && `${id}-error`,
  ].filter(Boolean)
  return {
    'class': 'in',
    id,
    'name': field.name,
    'required': field.required,
    'aria-label': field.spoken,
    'disabled': field.locked,
    'autofocus': field.focused,
    'aria-invalid': field.error ? 'true' : null,
    'aria-describedby': described.join(' ') || null,
  }
}

/** A control with its label, help and fault. `tall` sets the label to the top of it. */
export function labelled(field: FormField, control: string, t: Translate, tall = false): string {
  const label = `<label for="${escape(fieldId(field.name))}">${labelText(field)}</label>`
  return `<div${fieldAttributes(field, tall)}>${label}${control}${notes(field, t)}</div>`
}

/** Several controls under one label. */
export function labelledGroup(field: FormField, controls: string, t: Translate): string {
  const id = escape(fieldId(field.name))
  const { 'aria-describedby': described } = controlAttributes(field)
  const group = attributes({
    'role': 'group',
    'aria-labelledby': `${fieldId(field.name)}-label`,
    'aria-describedby': described,
  })
  return `<div${fieldAttributes(field, true)}${group}><span class="name" id="${id}-label">${labelText(field)}</span>${controls}${notes(field, t)}</div>`
}

/** A value that cannot be edited, as ready HTML. Nothing is posted for it. */
export function still(field: FormField, html: string): string {
  const help = field.help ? `<p class="hint">${escape(field.help)}</p>` : ''
  return `<div class="field field--still"${field.hidden ? ' hidden' : ''}><span class="name">${escape(field.label)}</span><span class="value" id="${escape(fieldId(field.name))}">${html || '<span class="muted">&#8211;</span>'}</span>${help}</div>`
}

/** The value of a read-only field as text. */
export function stillText(field: FormField): string {
  return still(field, escape(field.display ?? field.value))
}

function labelText({ label, required }: FormField) {
  return escape(label) + (required ? '<span class="needed" aria-hidden="true">*</span>' : '')
}

function fieldAttributes({ unsaved, hidden }: FormField, tall: boolean) {
  const classes = `field${tall ? ' field--top' : ''}${unsaved ? ' changed' : ''}`
  return attributes({ 'class': classes, 'data-unsaved': unsaved, hidden })
}

function notes({ name, help, was, error }: FormField, t: Translate) {
  const id = escape(fieldId(name))
  const hints = [was && t('ui.form.was', { value: was }), help].filter(Boolean).join(' ')
  return (
    (hints && `<p class="hint" id="${id}-help">${escapeText(hints)}</p>`) +
    (error
      ? `<p class="err" id="${id}-error">${icon('circle-alert')}<span>${escape(error)}</span></p>`
      : '')
  )
}
