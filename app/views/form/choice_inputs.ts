import { icon } from '../icons.ts'
import { attributes, escape, escapeText } from '../html.ts'
import { Once } from '../../access/once.ts'
import { tagMark } from '../list/cells.ts'
import { rememberFor } from '../remembered.ts'
import type { Translate } from '../texts.ts'
import { controlAttributes, fieldId, labelled, labelledGroup, still } from './field.ts'
import { input } from './text_inputs.ts'
import type { FormField, Option, SelectionField, TagOption, TagsField } from './types.ts'

/** Yes or no: `1` or `0`. The hidden `0` comes first, so that an empty box is posted too. */
export function booleanField(field: FormField, t: Translate): string {
  const isTrue = field.value === '1' || field.value === 'true'
  if (field.readonly) return still(field, escapeText(t(isTrue ? 'ui.form.yes' : 'ui.form.no')))
  const hidden = `<input${attributes({ type: 'hidden', name: field.name, value: '0', disabled: field.locked })}>`
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
export function select(
  field: FormField,
  options: readonly Option[],
  unknownLabel = field.value
): string {
  const { value, required } = field
  const isKnown = value === '' || options.some(({ id }) => id === value)
  const unknown = isKnown ? '' : optionTag({ id: value, label: unknownLabel })
  const none = required && value !== '' ? '' : '<option value=""></option>'
  const all = none + marked(unknown + optionTags(options), value, 'selected')
  return `<select${attributes(controlAttributes(field))}>${all}</select>`
}

/**
 * Free labels. To choose from known ones there is a box for each; while the choice is closed only the
 * chosen ones are shown. An empty `<name>[]` is always posted. Without options names are typed.
 */
export function tagsField(field: TagsField, t: Translate): string {
  const { options } = field
  if (field.readonly) return still(field, chosenTags(field))
  if (options === null) return labelled(field, input(field, { type: 'text' }), t)

  const { locked: disabled } = field
  const hidden = `<input${attributes({ type: 'hidden', name: `${field.name}[]`, value: '', disabled })}>`
  const unchosen = tagBoxes.of(options, field.name, () => boxesOf(options, field.name))
  const chosen = field.chosen.reduce((html, id) => marked(html, id, 'checked'), unchosen)
  const boxes = disabled ? chosen.replaceAll('<input ', '<input disabled ') : chosen
  const change = `<details><summary class="btn btn--plain btn--sm" id="${escape(fieldId(field.name))}">${icon('pencil')}${escapeText(t('ui.form.changeTags'))}</summary></details>`
  return labelledGroup(field, `<div class="tagpick">${hidden}${boxes}${change}</div>`, t)
}

function chosenTags({ options, chosen, value, display }: TagsField) {
  if (options === null) return escape(display ?? value)
  const tags = options.filter(({ id }) => chosen.includes(id))
  return tags.length === 0
    ? ''
    : `<span class="tags">${tags.map(({ label, tone }) => tagMark(label, tone)).join('')}</span>`
}

/** Boxes for tags of which none is chosen, by the tags and the name of their field. */
const tagBoxes = new Once<readonly TagOption[], string, string>()

function boxesOf(options: readonly TagOption[], field: string): string {
  const boxes = options.map(({ id, label, tone }) => {
    const box = attributes({ type: 'checkbox', name: `${field}[]`, value: id })
    return `<label class="tag k${tone}"><input${box}>${escape(label)}</label>`
  })
  return boxes.join('')
}

const optionTags = rememberFor((options: readonly Option[]) => options.map(optionTag).join(''))

function optionTag({ id, label }: Option): string {
  return `<option${attributes({ value: id })}>${escape(label)}</option>`
}

/** Marks the control of one value among others that were drawn without a mark. */
function marked(html: string, value: string, mark: 'selected' | 'checked'): string {
  if (value === '') return html
  const control = `value="${escape(value)}"`
  return html.replace(control, () => `${control} ${mark}`)
}
