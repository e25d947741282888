import type { View } from '../../views/declarations.ts'
import type { MenuItem } from '../../views/menus.ts'
import type { LoadedModule } from '../loader.ts'
import type { Contribution, Detail } from './contribution.ts'
import { said } from './essence.ts'

/** The entries of a module's menu. */
export function menuContributions({ name: module, menu }: LoadedModule): Contribution[] {
  return Object.entries(menu?.items ?? {}).map(([key, item]) => {
    const name = `${menu!.label} › ${item.label}`
    return {
      kind: 'menu',
      key,
      name,
      words: [{ term: menu!.label }, ' › ', { term: item.label }],
      details: [said('label', name), ...entryDetails(module, key, item)],
    }
  })
}

/** Where an entry leads, and who finds it. */
export function entryDetails(module: string, key: string, item: MenuItem): Detail[] {
  const { views, href = `/${module}/${key}`, groups } = item
  return [
    said('address', href),
    ...views.filter(isThere).map((view) => said(`opens › ${viewName(view)}`, '')),
    ...groups.map((group) => said(`for › ${group}`, '')),
  ]
}

/** `contacts (list)` */
export function viewName({ kind, model }: View<never>): string {
  return `${model.label.many} (${kind})`
}

/** An entry may name a view that its file does not export. */
function isThere(view: View<never> | undefined): view is View<never> {
  return view !== undefined
}
