import type { FormPage } from '../../views/form/types.ts'
import { choices, type FieldsState } from './form_fields.ts'
import type { FormPlan } from './form_plan.ts'

/** The status bar of a form: the steps that a record goes through, folded ones last; null without one. */
export function stepsOf(plan: FormPlan, state: FieldsState): FormPage['steps'] {
  const bar = plan.tree.header.find((part) => part.kind === 'statusbar')
  const field = bar && plan.fields.get(bar.name!)
  if (!bar || !field) return null
  const name = bar.name!
  const folded = (bar.options?.folded ?? []) as readonly string[]
  const options = choices(field).map((option) => ({
    ...option,
    folded: folded.includes(option.id),
  }))
  return {
    name,
    label: field.options.label,
    value: state.texts[name] ?? '',
    options: [
      ...options.filter((option) => !option.folded),
      ...options.filter((option) => option.folded),
    ],
    readonly: !state.canWrite,
    unsaved: !state.isNew && state.texts[name] !== state.saved[name],
  }
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
