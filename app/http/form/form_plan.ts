import type { Field, One2Many } from '../../domains/fields.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import { groupsKey } from '../menu.ts'
import type { FormTree, Part } from '../../views/declarations.ts'
import { withGroupTitles } from '../group_titles.ts'
import { ConditionsPlan } from './conditions/conditions_plan.ts'
import { linesPlan, type LinesPlan } from './lines/lines_plan.ts'

type AnyPart = Part<never>

/** The field of a status bar, and which of its stages are folded. */
export interface StatusBar {
  name: string
  /** Options, or the boolean of the linked records that says it. */
  folded: readonly string[] | string
}

/** A form view pruned to what the asker may see. */
export interface FormPlan {
  model: typeof Model
  tree: FormTree
  /** Fields on the form by name, without one2many. */
  fields: ReadonlyMap<string, Field>
  /** The status bar, if the form has one that the asker may see. */
  bar: StatusBar | null
  /** The records of one2many fields that stand on the form, by the names of the fields. */
  lines: ReadonlyMap<string, LinesPlan>
  /** One2many fields of which the number of records is shown. */
  stats: ReadonlyMap<string, One2Many<typeof Model>>
  /** When fields and parts are shown, only read or required; null where nothing hangs on anything. */
  conditions: ConditionsPlan | null
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
  const conditions = new ConditionsPlan(registry, asker, model)
  const visible = (name: string) => registry.access.allowsField(asker, model, name)
  const leadsBack = ({ inverse, target }: One2Many<typeof Model>) =>
    registry.access.allowsField(asker, target(), inverse)

  const mayPress = ({ options }: AnyPart) => {
    const groups = options?.groups as readonly string[] | undefined
    return !groups || groups.some((name) => asker.groups.has(name))
  }

  const walk = (part: AnyPart | string, above: DomainNode[] = []): AnyPart | string | null => {
    if (typeof part === 'string') {
      if (!visible(part)) return null
      fields.set(part, withGroupTitles(registry, all[part]!))
      conditions.keep('fields', part, { visible: above })
      return part
    }
    if (part.kind === 'field') {
      if (!visible(part.name!)) return null
      const declared = all[part.name!]!
      const always = Object.entries(part.options ?? {}).filter(([, said]) => !Array.isArray(said))
      const options = { ...declared.options, ...Object.fromEntries(always) }
      fields.set(part.name!, { ...declared, options })
      conditions.keep('fields', part.name!, {
        visible: [...above, ...conditions.read(part.options, 'visible')],
        readonly: conditions.read(part.options, 'readonly'),
        required: conditions.read(part.options, 'required'),
      })
      return part.name!
    }
    if (part.kind === 'lines') {
      if (!visible(part.name!) || !leadsBack(all[part.name!] as never)) return null
      const field = all[part.name!] as unknown as One2Many<typeof Model>
      lines.set(part.name!, linesPlan(registry, asker, field, part))
      conditions.keep('fields', part.name!, { visible: above })
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
    const shown = conditions.read(part.options, 'visible')
    const within = [...above, ...shown]
    const items = part.items.map((item) => walk(item, within)).filter((item) => item !== null)
    if (shown.length > 0) conditions.keep('parts', part.name ?? part.title!, { visible: shown })
    return items.length > 0 || part.kind === 'button' ? { ...part, items } : null
  }

  const keep = (parts: readonly AnyPart[]) =>
    parts.map((part) => walk(part)).filter((part) => part !== null)
  const tree = form ?? { header: [], sheet: [] }
  const [header, sheet] = [keep(tree.header), keep(tree.sheet)]
  return {
    model,
    tree: { header, sheet } as FormTree,
    fields,
    bar: barOf(header),
    lines,
    stats,
    conditions: conditions.isEmpty ? null : conditions,
  }
}

function barOf(header: readonly (AnyPart | string)[]): StatusBar | null {
  const bar = header.find((part) => typeof part !== 'string' && part.kind === 'statusbar')
  if (!bar || typeof bar === 'string') return null
  return { name: bar.name!, folded: (bar.options?.folded as StatusBar['folded']) ?? [] }
}
