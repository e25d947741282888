import { phoneHref } from '../../domains/phone_text.ts'
import { icon } from '../icons.ts'
import { attributes, escape, escapeText } from '../html.ts'
import type { Translate } from '../texts.ts'
import { controlAttributes, labelled, still, stillText } from './field.ts'
import type { FormField } from './types.ts'

/** One line of text. */
export function textField(field: FormField, t: Translate): string {
  if (field.readonly) return stillText(field)
  return labelled(field, withTranslations(input(field, { type: 'text' }), field, t), t)
}

/** Text of several lines. */
export function longTextField(field: FormField, t: Translate): string {
  if (field.readonly) return stillText(field)
  const lines = Math.min(Math.max(field.value.split('\n').length, 3), 12)
  const { placeholder, maxLength } = field
  const box = attributes({
    ...controlAttributes(field),
    rows: lines,
    placeholder,
    maxlength: maxLength,
  })
  const control = `<textarea${box}>\n${escape(field.value)}</textarea>`
  return labelled(field, withTranslations(control, field, t), t, true)
}

/** A control with the way to its value in other languages. */
function withTranslations(control: string, field: FormField, t: Translate): string {
  const { translationsHref: href = null, label } = field
  return withLink(control, href, t('ui.translations.title', { field: label }), icon('globe'))
}

/** An e-mail address, with the way to write to it. */
export function emailField(field: FormField, t: Translate): string {
  const href = field.value && !field.error ? `mailto:${field.value}` : null
  if (field.readonly) return still(field, link(href, field.value))
  const box = input(field, {
    type: 'email',
    inputmode: 'email',
    autocapitalize: 'none',
    spellcheck: 'false',
  })
  return labelled(
    field,
    withLink(box, href, t('ui.form.writeTo', { value: field.value }), icon('mail')),
    t
  )
}

/** A telephone number, with the way to call it. */
export function phoneField(field: FormField, t: Translate): string {
  const href = /\d/.test(field.value) && !field.error ? phoneHref(field.value) : null
  const shown = field.display ?? field.value
  if (field.readonly) return still(field, link(href, shown))
  const box = input(field, { type: 'tel', inputmode: 'tel' })
  return labelled(field, withLink(box, href, t('ui.form.call', { value: shown }), icon('phone')), t)
}

/** A web address, with the way to open it. */
export function urlField(field: FormField, t: Translate): string {
  const href = field.error ? null : webAddress(field.value)
  if (field.readonly) return still(field, link(href, field.value, true))
  const box = input(field, {
    type: 'url',
    inputmode: 'url',
    autocapitalize: 'none',
    spellcheck: 'false',
  })
  return labelled(
    field,
    withLink(
      box,
      href,
      t('ui.form.openAddress', { value: field.value }),
      icon('external-link'),
      true
    ),
    t
  )
}

/** An `<input>` of the sheet; what is given comes before what all controls share. */
export function input(field: FormField, given: Record<string, unknown>): string {
  return `<input${attributes({
    ...controlAttributes(field),
    value: field.value,
    placeholder: field.placeholder,
    maxlength: field.maxLength,
    autocomplete: field.autocomplete ?? 'off',
    ...given,
  })}>`
}

/** A control with a link at its end; without an address the control alone. */
export function withLink(
  control: string,
  href: string | null,
  label: string,
  drawing: string,
  elsewhere = false
): string {
  if (href === null) return control
  const name = escapeText(label)
  return `<span class="affix">${control}<a class="btn btn--plain btn--icon btn--sm" href="${escape(href)}"${elsewhere ? ' target="_blank" rel="noopener noreferrer"' : ''} aria-label="${name}" title="${name}">${drawing}</a></span>`
}

function link(href: string | null, text: string, elsewhere = false) {
  if (href === null) return escape(text)
  return `<a href="${escape(href)}"${elsewhere ? ' target="_blank" rel="noopener noreferrer"' : ''}>${escape(text)}</a>`
}

/** Only http and https may be opened; an address without a scheme gets https. */
function webAddress(value: string) {
  if (/^https?:\/\//i.test(value)) return value
  return value === '' || /^[^/?#]*:/.test(value) ? null : `https://${value}`
}
