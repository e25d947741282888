import type { Field, One2Many } from '../../domains/fields.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import { groupsKey } from '../menu.ts'
import type { FormTree, Part } from '../../views/declarations.ts'
import { withGroupTitles } from '../group_titles.ts'
import { linesPlan, type LinesPlan } from './lines/lines_plan.ts'

type AnyPart = Part<never>

/** A form view pruned to what the asker may see. */
export interface FormPlan {
  model: typeof Model
  tree: FormTree
  /** Fields on the form by name, without one2many. */
  fields: ReadonlyMap<string, Field>
  /** The records of one2many fields that stand on the form, by the names of the fields. */
  lines: ReadonlyMap<string, LinesPlan>
  /** One2many fields of which the number of records is shown. */
  stats: ReadonlyMap<string, One2Many<typeof Model>>
}

const plans = new WeakMap<Registry, Map<string, FormPlan>>()

/** The form of a screen as the asker may see it; kept for the registry's generation. */
export function formPlan(registry: Registry, asker: Asker, action: Action): FormPlan {
  let known = plans.get(registry)
  if (!known) plans.set(registry, (known = new Map()))
  const key = `${action.href} ${groupsKey(asker)}`
  let plan = known.get(key)
  if (!plan) known.set(key, (plan = prune(registry, asker, action)))
  return plan
}

function prune(registry: Registry, asker: Asker, { model, form }: Action): FormPlan {
  const fields = new Map<string, Field>()
  const lines = new Map<string, LinesPlan>()
  const stats = new Map<string, One2Many<typeof Model>>()
  const all = model.allFields
  const visible = (name: string) => registry.access.allowsField(asker, model, name)
  const leadsBack = ({ inverse, target }: One2Many<typeof Model>) =>
    registry.access.allowsField(asker, target(), inverse)

  const mayPress = ({ options }: AnyPart) => {
    const groups = options?.groups as readonly string[] | undefined
    return !groups || groups.some((name) => asker.groups.has(name))
  }

  const walk = (part: AnyPart | string): AnyPart | string | null => {
    if (typeof part === 'string') {
      if (!visible(part)) return null
      fields.set(part, withGroupTitles(registry, all[part]!))
      return part
    }
    if (part.kind === 'field') {
      if (!visible(part.name!)) return null
      const declared = all[part.name!]!
      fields.set(part.name!, { ...declared, options: { ...declared.options, ...part.options } })
      return part.name!
    }
    if (part.kind === 'lines') {
      if (!visible(part.name!) || !leadsBack(all[part.name!] as never)) return null
      const field = all[part.name!] as unknown as One2Many<typeof Model>
      lines.set(part.name!, linesPlan(registry, asker, field, part))
      return part
    }
    if (part.kind === 'stat') {
      const field = all[part.name!] as unknown as One2Many<typeof Model>
      const isSeen = visible(part.name!) && leadsBack(field)
      if (!isSeen || !registry.access.allows(asker, field.target(), 'read')) return null
      stats.set(part.name!, field)
      return part
    }
    if (part.kind === 'button' && !mayPress(part)) return null
    if (part.kind === 'statusbar') return walk(part.name!) ? part : null
    const items = part.items.map(walk).filter((item) => item !== null)
    return items.length > 0 || part.kind === 'button' ? { ...part, items } : null
  }

  const keep = (parts: readonly AnyPart[]) => parts.map(walk).filter((part) => part !== null)
  const tree = form ?? { header: [], sheet: [] }
  return {
    model,
    tree: { header: keep(tree.header), sheet: keep(tree.sheet) } as FormTree,
    fields,
    lines,
    stats,
  }
}
