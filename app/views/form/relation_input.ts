import { icon } from '../icons.ts'
import { attributes, escape, escapeText } from '../html.ts'
import type { Translate } from '../texts.ts'
import { select } from './choice_inputs.ts'
import { fieldId, labelled, still } from './field.ts'
import { input, withLink } from './text_inputs.ts'
import type { Many2oneField } from './types.ts'

/** A link to one record: a drop-down list of few, a text box that searches many. */
export function many2oneField(field: Many2oneField, t: Translate): string {
  if (field.readonly) {
    const text = escape(field.display ?? field.text)
    return still(field, field.href && text ? `<a href="${escape(field.href)}">${text}</a>` : text)
  }
  const control =
    field.search === null || field.options.length > 0
      ? choose(field)
      : search(field, field.search, t)
  const open = t('ui.form.openRecord', { name: field.text })
  return labelled(
    field,
    withLink(
      control,
      field.value && !field.unsaved ? field.href : null,
      open,
      icon('arrow-up-right')
    ),
    t
  )
}

function choose(field: Many2oneField) {
  return select(field, field.options, field.text)
}

/** A text box that searches, beside the id of what it has found. */
export function search(field: Many2oneField, address: string, t: Translate) {
  const { name, value } = field
  const list = `${fieldId(name)}-options`
  const id = `<input${attributes({ 'type': 'hidden', name, value, 'x-ref': 'id' })}>`
  const text = input(
    { ...field, value: field.text },
    { 'type': 'text', 'name': `${name}_text`, 'list': list, 'x-ref': 'text', 'x-on:input': 'type' }
  )
  const find = `<noscript><button class="btn btn--sm" name="_search" value="${escape(name)}">${escapeText(t('ui.form.find'))}</button></noscript>`
  return `<span class="affix" x-data="relation" data-search="${escape(address)}">${id}${text}<datalist id="${escape(list)}" x-ref="options"></datalist>${find}</span>`
}
