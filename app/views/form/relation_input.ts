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
      withCreation(control, field, t),
      field.value && !field.unsaved ? field.href : null,
      open,
      icon('arrow-up-right')
    ),
    t
  )
}

/** A control with the way to the form of a new record; script comes back with that one chosen. */
export function withCreation(
  control: string,
  { create, name, label, locked }: Many2oneField,
  t: Translate
) {
  if (!create || locked) return control
  const text = escapeText(t('ui.form.createFor', { field: label }))
  const title = create.title ? ` data-title="${escape(create.title)}"` : ''
  return `<span class="affix">${control}<a class="btn btn--plain btn--icon btn--sm" href="${escape(create.href)}" data-create="${escape(name)}"${title} aria-label="${text}" title="${text}">${icon('plus')}</a></span>`
}

function choose(field: Many2oneField) {
  return select(field, field.options, field.text)
}

/** Makes a record of the text that was typed, where that is all it needs. */
function quick({ create }: Many2oneField, t: Translate) {
  if (!create?.isQuick) return ''
  const text = escapeText(t('ui.form.createNamed', { name: '#' }))
  return `<button type="button" class="btn btn--sm" hidden x-ref="create" x-on:click="create" data-text="${text}"></button>`
}

/**
 * A text box that searches, beside the id of what it has found. `own` is the id of the text box, where
 * the page has several for the same field.
 */
export function search(field: Many2oneField, address: string, t: Translate, own?: string) {
  const { name, value } = field
  const textId = own ?? fieldId(name)
  const list = `${textId}-options`
  const id = `<input${attributes({ 'type': 'hidden', name, value, 'x-ref': 'id' })}>`
  const text = input(
    { ...field, value: field.text },
    {
      'type': 'text',
      'id': textId,
      'name': `${name}_text`,
      'list': list,
      'x-ref': 'text',
      'x-on:input': 'type',
    }
  )
  const find = `<noscript><button class="btn btn--sm" name="_search" value="${escape(name)}">${escapeText(t('ui.form.find'))}</button></noscript>`
  return `<span class="affix" x-data="relation" data-search="${escape(address)}">${id}${text}<datalist id="${escape(list)}" x-ref="options"></datalist>${find}${quick(field, t)}</span>`
}
