import { icon } from '../icons.ts'
import { attributes, escape, escapeText } from '../html.ts'
import { tagMark } from '../list/cells.ts'
import type { Translate } from '../texts.ts'
import { controlAttributes, fieldId, labelled, labelledGroup, still } from './field.ts'
import { input } from './text_inputs.ts'
import type { FormField, Option, SelectionField, TagsField } from './types.ts'

/** Yes or no: `1` or `0`. The hidden `0` comes first, so that an empty box is posted too. */
export function booleanField(field: FormField, t: Translate): string {
  const isTrue = field.value === '1' || field.value === 'true'
  if (field.readonly) return still(field, escapeText(t(isTrue ? 'ui.form.yes' : 'ui.form.no')))
  const hidden = `<input${attributes({ type: 'hidden', name: field.name, value: '0' })}>`
  const box = attributes({
    ...controlAttributes(field),
    class: null,
    type: 'checkbox',
    value: '1',
    checked: isTrue,
  })
  return labelled(field, `<span class="tickbox">${hidden}<input${box}></span>`, t)
}

/** One of a few named values. */
export function selectionField(field: SelectionField, t: Translate): string {
  if (field.readonly) {
    const chosen = field.options.find(({ id }) => id === field.value)
    return still(field, escape(field.display ?? chosen?.label ?? field.value))
  }
  return labelled(field, select(field, field.options), t)
}

/** A drop-down list. A value that is not among the options stays as it is. */
export function select(field: FormField, options: Option[], unknownLabel = field.value): string {
  const isKnown = field.value === '' || options.some(({ id }) => id === field.value)
  const all = isKnown ? options : [{ id: field.value, label: unknownLabel }, ...options]
  const none = field.required && field.value !== '' ? '' : '<option value=""></option>'
  return `<select${attributes(controlAttributes(field))}>${none}${all.map((option) => optionTag(option, field.value)).join('')}</select>`
}

/**
 * Free labels. To choose from known ones there is a box for each; while the choice is closed only the
 * chosen ones are shown. An empty `<name>[]` is always posted. Without options names are typed.
 */
export function tagsField(field: TagsField, t: Translate): string {
  const { options } = field
  if (field.readonly) return still(field, chosenTags(field))
  if (options === null) return labelled(field, input(field, { type: 'text' }), t)

  const hidden = `<input${attributes({ type: 'hidden', name: `${field.name}[]`, value: '' })}>`
  const boxes = options.map((option) => {
    const box = attributes({
      type: 'checkbox',
      name: `${field.name}[]`,
      value: option.id,
      checked: field.chosen.includes(option.id),
    })
    return `<label class="tag k${option.tone}"><input${box}>${escape(option.label)}</label>`
  })
  const change = `<details><summary class="btn btn--plain btn--sm" id="${escape(fieldId(field.name))}">${icon('pencil')}${escapeText(t('ui.form.changeTags'))}</summary></details>`
  return labelledGroup(field, `<div class="tagpick">${hidden}${boxes.join('')}${change}</div>`, t)
}

function chosenTags({ options, chosen, value, display }: TagsField) {
  if (options === null) return escape(display ?? value)
  const tags = options.filter(({ id }) => chosen.includes(id))
  return tags.length === 0
    ? ''
    : `<span class="tags">${tags.map(({ label, tone }) => tagMark(label, tone)).join('')}</span>`
}

function optionTag({ id, label }: Option, value: string) {
  return `<option${attributes({ value: id, selected: id === value })}>${escape(label)}</option>`
}
