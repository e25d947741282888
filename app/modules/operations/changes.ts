import { contributionsOf } from '../contributions/contributions_of.ts'
import { contributionChanges, told } from '../contributions/differences.ts'
import type { KeptContributions } from '../contributions/kept_contributions.ts'
import type { LoadedModule } from '../loader.ts'
import type { ModuleRow } from '../module_state.ts'
import { LEAVES, type Change, type Comparison, type Operation } from './operation.ts'

interface Known {
  onDisk: readonly LoadedModule[]
  rows: ReadonlyMap<string, ModuleRow>
  kept: ReadonlyMap<string, KeptContributions>
}

/** What comes, goes and changes with the given operations, and which versions were compared. */
export async function changesOf(
  operations: readonly Operation[],
  known: Known
): Promise<{ changes: Change[]; comparisons: Comparison[] }> {
  const changes: Change[] = []
  const comparisons: Comparison[] = []
  for (const operation of operations) {
    const { module: name } = operation
    const comparison = comparisonOf(operation, known)
    if (comparison) comparisons.push(comparison)
    const those = await changesWith(operation, known)
    changes.push(...those.map((each) => ({ module: name, ...each })))
  }
  return { changes, comparisons }
}

async function changesWith({ kind, module: name }: Operation, { onDisk, kept }: Known) {
  const module = onDisk.find((each) => each.name === name)
  const before = kept.get(name)?.contributions
  const onFiles = async () => (module ? contributionsOf(module) : [])
  if (kind === 'purge') return []
  if (kind === 'upgrade') return before ? contributionChanges(before, await onFiles()) : []
  if (LEAVES.includes(kind)) {
    return (before ?? (await onFiles())).map((each) => told(each, 'removed'))
  }
  return (await onFiles()).map((each) => told(each, 'added'))
}

function comparisonOf({ kind, module: name }: Operation, { onDisk, rows, kept }: Known) {
  const module = onDisk.find((each) => each.name === name)
  const row = rows.get(name)
  if (kind !== 'upgrade' || !module || !row) return null
  const { version: to } = module.manifest
  return { module: name, from: row.version, to, isKnown: kept.has(name) }
}
