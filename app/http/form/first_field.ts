import type { Part } from '../../views/declarations.ts'
import type { FormPlan } from './form_plan.ts'

type AnyPart = Part<never> | string

/** The first field of a form's sheet that can be filled in; null where there is none. */
export function firstField({ tree, fields }: Pick<FormPlan, 'tree' | 'fields'>): string | null {
  const first = (parts: readonly AnyPart[]): string | null => {
    for (const part of parts) {
      const name = typeof part === 'string' ? part : first(part.items)
      const { readonly, generated } = fields.get(name ?? '')?.options ?? { readonly: true }
      if (!readonly && !generated) return name
    }
    return null
  }
  return first(tree.sheet as readonly AnyPart[])
}
