import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import { controlAttributes, fieldId } from './field.ts'
import { select } from './choice_inputs.ts'
import { search, withCreation } from './relation_input.ts'
import { input, withLink } from './text_inputs.ts'
import type { FormField, Many2oneField, SelectionField } from './types.ts'

/** A text, number or date of a line; `given` are attributes of the kind. */
export function lineInput(field: FormField, given: Record<string, unknown>): string {
  return input(field, { ...given, id: idOf(field) }) + fault(field)
}

/** Yes or no in a line. */
export function lineBox(field: FormField): string {
  const hidden = `<input${attributes({ type: 'hidden', name: field.name, value: '0' })}>`
  const box = attributes({
    ...controlAttributes(field),
    class: null,
    id: idOf(field),
    type: 'checkbox',
    value: '1',
    checked: field.value === '1',
  })
  return `${hidden}<input${box}>${fault(field)}`
}

/** One of a few named values in a line. */
export function lineChoice(field: SelectionField): string {
  return select(field, field.options) + fault(field)
}

/** A link to one record in a line: always searched, so that no line carries all options. */
export function lineRelation(field: Many2oneField, address: string, t: Translate): string {
  const control =
    field.options.length > 0 ? select(field, field.options, field.text) : search(field, address, t)
  const open = t('ui.form.openRecord', { name: field.text })
  const whole = withCreation(control, field, t)
  return withLink(whole, field.href, open, icon('arrow-up-right')) + fault(field)
}

/** Only what a message leads to needs an id: there are many cells. */
function idOf({ name, error }: FormField) {
  return error ? fieldId(name) : null
}

function fault({ name, error }: FormField) {
  if (!error) return ''
  return `<p class="err" id="${escape(fieldId(name))}-error">${icon('circle-alert')}<span>${escape(error)}</span></p>`
}
