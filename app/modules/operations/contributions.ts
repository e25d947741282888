import type { Operation as Right } from '../../access/declarations.ts'
import type { LoadedModule } from '../loader.ts'
import type { ShippedEffect } from '../ship_data.ts'
import { routesOf } from '../module_routes.ts'
import type { Change, Operation } from './operation.ts'

type Contribution = Pick<Change, 'kind' | 'name'>

/** What a module brings, in words that administrators know. */
export async function contributionsOf(module: LoadedModule): Promise<Contribution[]> {
  const of = (kind: Change['kind'], names: readonly string[]) =>
    names.map((name): Contribution => ({ kind, name }))
  const menu = module.menu
  const rights = module.access.filter((each) => each.kind === 'model-access')
  const rules = module.access.filter((each) => each.kind === 'record-rule')
  return [
    ...of(
      'model',
      module.models.map(({ label }) => label.many)
    ),
    ...of(
      'menu',
      Object.values(menu?.items ?? {}).map(({ label }) => `${menu!.label} › ${label}`)
    ),
    ...of(
      'view',
      module.views.map(({ kind, model }) => `${model.label.many} (${kind})`)
    ),
    ...of(
      'group',
      module.groups.map(({ title, name }) => `${title} (${name})`)
    ),
    ...of(
      'access',
      rights.map(({ group, model, operations }) => sentence(group.title, operations, model))
    ),
    ...of(
      'rule',
      rules.map(({ title, model }) => `${title} (${model.label.many})`)
    ),
    ...of(
      'job',
      module.jobs.map(({ name }) => name)
    ),
    ...of(
      'webhook',
      module.inbox.providers.map(({ name }) => `/hooks/${name}/…`)
    ),
    ...of(
      'extension',
      module.extensions.map(({ file }) => file)
    ),
    ...of('route', await routesOf(module)),
  ]
}

/** What comes and goes with the given operations. */
export async function changesOf(
  operations: readonly Operation[],
  loaded: readonly LoadedModule[]
): Promise<Change[]> {
  const changes: Change[] = []
  for (const { kind, module: name } of operations) {
    const module = loaded.find((each) => each.name === name)
    if (!module || kind === 'purge' || kind === 'upgrade') continue
    const effect = kind === 'disable' || kind === 'uninstall' ? 'removed' : 'added'
    const contributions = await contributionsOf(module)
    changes.push(...contributions.map((each): Change => ({ module: name, ...each, effect })))
  }
  return changes
}

/** What becomes of the records that modules ship, in words. */
export function recordChanges(shipped: readonly (ShippedEffect & { module: string })[]): Change[] {
  return shipped.map(({ module, name, ...effect }) => {
    const { made, changed, withdrawn, kept } = effect
    const parts = [
      ['made', made],
      ['changed', changed],
      ['taken back', withdrawn],
      ['kept as edited', kept],
    ] as const
    const counted = parts.filter(([, count]) => count > 0)
    const words = counted.map(
      ([word, count]) => `${word} for ${count} tenant${count > 1 ? 's' : ''}`
    )
    return {
      module,
      kind: 'record' as const,
      name: [`${module}.${name}`, ...words].join(', '),
      effect: withdrawn > 0 ? 'removed' : made > 0 || counted.length === 0 ? 'added' : 'changed',
    }
  })
}

function sentence(group: string, rights: readonly Right[], model: { label: { many: string } }) {
  return `${group}: ${rights.join(', ')} ${model.label.many}`
}
