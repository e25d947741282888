import type { FormPlan } from '../form_plan.ts'

/**
 * What people call the field of a form, or the cell of a line, by its key; null for what is not on
 * the form.
 */
export function labelAt({ fields, lines }: Pick<FormPlan, 'fields' | 'lines'>, key: string) {
  const field = fields.get(key)
  if (field) return field.options.label
  const [name, , column] = key.split('.') as [string, string?, string?]
  const plan = lines.get(name)
  if (!plan) return null
  const cell = column === undefined ? undefined : plan.editable?.get(column)?.options.label
  return [plan.field.options.label, cell].filter(Boolean).join(', ')
}
