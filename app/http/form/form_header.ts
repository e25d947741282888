import type { Field } from '../../domains/fields.ts'
import type { FormPage, FormSteps } from '../../views/form/types.ts'
import { choices, labelOf, type FieldsState } from './form_fields.ts'
import type { FormPlan, StatusBar } from './form_plan.ts'

/** What the status bar of a form says: the stages of the record, those on the way before the folded. */
export function stepsOf({ bar, fields }: FormPlan, state: FieldsState): FormSteps | null {
  const field = bar && fields.get(bar.name)
  if (!bar || !field) return null
  const { name } = bar
  const options = field.kind === 'many2one' ? linked(bar, state) : declared(bar, field)
  return {
    name,
    label: field.options.label,
    value: state.texts[name] ?? '',
    options: [
      ...options.filter((option) => !option.folded),
      ...options.filter((option) => option.folded),
    ],
    readonly: !state.canWrite || !!field.options.readonly,
    unsaved: !state.isNew && state.texts[name] !== state.saved[name],
  }
}

function declared({ folded }: StatusBar, field: Field) {
  return choices(field).map((option) => ({ ...option, folded: folded.includes(option.id) }))
}

/** The record that it leads to now stands there, too, where it is none of those that are offered. */
function linked({ name }: StatusBar, state: FieldsState) {
  const offered = state.data.options.get(name)?.records ?? []
  const id = state.texts[name] ?? ''
  if (id === '' || offered.some((option) => option.id === id)) return offered
  const label = labelOf(name, id, state) || state.page.t('ui.form.outOfSight')
  return [...offered, { id, label, folded: true }]
}

/** The buttons of a form. Each posts to an address below the record's own, where its module has put a route. */
export function buttonsOf({ tree }: FormPlan, href: string): FormPage['buttons'] {
  const buttons = tree.header.filter((part) => part.kind === 'button')
  return buttons.map(({ name, options }) => ({
    label: String(options!.label),
    icon: String(options!.icon ?? 'play'),
    action: `${href}/${name}`,
  }))
}
