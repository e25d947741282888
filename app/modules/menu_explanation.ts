import {
  AccessExplainer,
  no,
  note,
  yes,
  type AccessExplanation,
  type AccessStep,
} from '../access/explain.ts'
import type { WordOptions } from '../domains/phrases.ts'
import type { Asker } from '../environment/scope.ts'
import type { Action } from './actions.ts'
import { menuSections, type MenuEntry } from './house_menu.ts'
import { Registry } from './registry.ts'

/** An entry of the menu of the house, whether the tenant has its app in use or not. */
export interface HouseEntry {
  entry: MenuEntry
  /** The app in whose menu it stands. */
  section: string
  /** Why nobody of the tenant sees it: its app is switched off, or not installed. */
  missing: 'off' | 'absent' | null
}

/** The whole menu as a tenant could have it, with entries of apps that it has not in use. */
export function houseEntries(registry: Registry): HouseEntry[] {
  const own = registry.menu.flatMap(({ entries }) => entries)
  const present = new Map(own.map((entry) => [entry.href, entry]))
  const installed = Registry.current
    .inLanguage(registry.language)
    .menu.flatMap(({ label, entries }) =>
      entries.map((entry): HouseEntry => ({
        entry: present.get(entry.href) ?? entry,
        section: label,
        missing: present.has(entry.href) ? null : 'off',
      }))
    )
  const absent = registry.absentModules.flatMap((module) => {
    const named = Object.entries(module.menu?.items ?? {}).map(
      ([key, item]) => [key, { ...item, href: item.href ?? `/${module.name}/${key}` }] as const
    )
    const menu = module.menu && { ...module.menu, items: Object.fromEntries(named) }
    return menuSections([{ ...module, menu }], [], new Map())
  })
  return [
    ...installed,
    ...absent.flatMap(({ label, entries }) =>
      entries.map((entry): HouseEntry => ({ entry, section: label, missing: 'absent' }))
    ),
  ]
}

/**
 * Says step by step why somebody sees an entry of the menu, or does not: its app, its groups, model
 * access, the columns of its list. The answer is that of `Registry.showsEntry`.
 */
export class MenuExplainer {
  readonly #registry: Registry
  readonly #subject: Asker
  readonly #explainer: AccessExplainer

  constructor(registry: Registry, subject: Asker, words: WordOptions) {
    this.#registry = registry
    this.#subject = subject
    this.#explainer = new AccessExplainer(registry.access, subject, words)
  }

  async explain({ entry, section, missing }: HouseEntry): Promise<AccessExplanation> {
    const app = { app: section }
    if (missing) {
      const key = missing === 'off' ? 'appOff' : 'appAbsent'
      return { allowed: false, steps: [no(key, app)] }
    }
    const steps = [yes('appOn', app), ...(await this.#stepsOf(entry))]
    return { allowed: steps.every(({ verdict }) => verdict !== 'no'), steps }
  }

  async #stepsOf({ action, groups }: MenuEntry): Promise<AccessStep[]> {
    if (!action) return [this.#explainer.groupsHeld(), this.#groupsOf(groups)]
    const { model } = action
    const question = { model, operation: 'read' as const, id: null, field: null }
    const { steps } = await this.#explainer.explain(question)
    return [
      ...steps,
      ...(action.groups.length > 0 ? [this.#groupsOf(action.groups)] : []),
      this.#columns(action),
      ...this.#filter(action),
    ]
  }

  #groupsOf(names: readonly string[]): AccessStep {
    const held = names.filter((name) => this.#subject.groups.has(name))
    return held.length > 0
      ? yes('entryYes', { groups: this.#explainer.titles(held) })
      : no('entryNo', { groups: this.#explainer.titles(names) })
  }

  #columns({ model, list }: Action): AccessStep {
    const { access } = this.#registry
    const shown = list.columns.filter(({ name }) => access.allowsField(this.#subject, model, name))
    const fields = shown.map(({ name }) => model.allFields[name]!.options.label).join(', ')
    return shown.length > 0 ? note('columns', { fields }) : no('noColumns', {})
  }

  #filter({ model, list }: Action): AccessStep[] {
    if (list.filter.length === 0) return []
    return this.#registry.access.mayAsk(this.#subject, model, list.filter)
      ? []
      : [no('filterNo', {})]
  }
}
