import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'
import type { KanbanTree } from '../views/kanban/declarations.ts'
import { templateFault, templateFile } from '../views/templates.ts'
import type { ExtensionFault } from './extensions.ts'
import type { LoadedModule } from './loader.ts'

/**
 * The templates by which modules write cards, and what is wrong with them: those that cannot be
 * compiled are known at once, others when they fail. One that is faulty is not used again.
 */
export class CardTemplates {
  readonly faults: ExtensionFault[] = []
  #faulty = new Set<string>()
  #owners = new Map<string, string>()

  constructor(modules: readonly LoadedModule[]) {
    for (const { name, views } of modules) {
      for (const view of views) {
        const { template } = view.tree as KanbanTree
        if (view.kind !== 'kanban' || !template) continue
        this.#owners.set(template, name)
        const cause = templateFault(template)
        if (cause) this.report(template, reason('notUsed', { cause }))
      }
    }
  }

  isFaulty(template: string): boolean {
    return this.#faulty.has(template)
  }

  report(template: string, why: Saying) {
    if (this.#faulty.has(template)) return
    const by = this.#owners.get(template)
    this.#faulty.add(template)
    if (by) this.faults.push({ by, module: by, file: templateFile(template), reason: why })
  }
}
