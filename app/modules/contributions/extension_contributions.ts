import type { Extendable, ViewExtension } from '../../views/extension.ts'
import type { Extension } from '../extensions.ts'
import type { LoadedModule } from '../loader.ts'
import type { Contribution, Detail } from './contribution.ts'
import { detail } from './essence.ts'
import { treeDetails } from './tree_details.ts'
import { entryDetails, viewName } from './view_contributions.ts'

/** What a module does to others, by the files in which it stands. */
export function extensionContributions({ name, extensions }: LoadedModule): Contribution[] {
  return extensions.map((file) => ({
    kind: 'extension',
    key: file.file,
    name: file.file,
    details: file.extensions.flatMap((extension) => extensionDetails(name, extension)),
  }))
}

function extensionDetails(module: string, extension: Extension): Detail[] {
  switch (extension.kind) {
    case 'view-extension':
      return viewDetails(extension)
    case 'menu-extension':
      return Object.entries(extension.items).flatMap(([key, item]) => [
        detail(`menu › ${item.label}`, item.label),
        ...within(`menu › ${item.label}`, entryDetails(module, key, item)),
      ])
    case 'fields':
      return Object.entries(extension.fields).map(([name, field]) =>
        detail(`${extension.model.label.many} › ${name}`, field, field.kind)
      )
    case 'hook': {
      const { model, event, run } = extension
      return [detail(`${model.label.many} › ${event}`, run)]
    }
    case 'compute': {
      const { model, field, depends, run } = extension
      return [detail(`${model.label.many} › ${field} › computed`, [depends, run])]
    }
    case 'constraint':
    case 'on-change': {
      const { kind, model, fields, ...does } = extension
      return [detail(`${model.label.many} › ${kind} › ${fields.join(', ')}`, does)]
    }
  }
}

function viewDetails({ view, changes, search }: ViewExtension): Detail[] {
  return within(nameOf(view), [
    ...changes.map(({ position, anchor, ...brings }) => detail(`${position} › ${anchor}`, brings)),
    ...treeDetails(search ?? {}),
  ])
}

/** What can be extended is a view, a dashboard or a letter. */
function nameOf(view: Extendable): string {
  if ('model' in view) return viewName(view as Parameters<typeof viewName>[0])
  if ('label' in view) return String(view.label)
  return 'kind' in view ? String(view.kind) : ''
}

function within(name: string, details: readonly Detail[]): Detail[] {
  return details.map((each) => ({ ...each, name: `${name} › ${each.name}` }))
}
