import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import { controlAttributes, fieldId, labelled, still, stillText } from './field.ts'
import { input } from './text_inputs.ts'
import type { FormField, MoneyField } from './types.ts'

/** A whole number. A text box, because number boxes change their value under the mouse wheel. */
export function integerField(field: FormField, t: Translate): string {
  if (field.readonly) return stillText(field)
  return labelled(field, input(field, { type: 'text', inputmode: 'numeric' }), t)
}

/** A number with decimals, as the user writes it. */
export function decimalField(field: FormField, t: Translate): string {
  if (field.readonly) return stillText(field)
  return labelled(field, input(field, { type: 'text', inputmode: 'decimal' }), t)
}

/** An amount after the sign of its currency. */
export function moneyField(field: MoneyField, t: Translate): string {
  const unit = escape(field.currency)
  if (field.readonly) {
    const amount = field.display ?? field.value
    return still(field, amount && `${unit} ${escape(amount)}`)
  }
  const id = `${fieldId(field.name)}-unit`
  const described = [id, controlAttributes(field)['aria-describedby']].filter(Boolean).join(' ')
  const box = input(field, {
    'type': 'text',
    'inputmode': 'decimal',
    'aria-describedby': described,
  })
  return labelled(
    field,
    `<span class="affix affix--unit"><span class="unit" id="${escape(id)}">${unit}</span>${box}</span>`,
    t
  )
}
