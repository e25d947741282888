import type { Saying } from '../../domains/errors.ts'
import { reason } from '../../domains/reasons.ts'
import type { LoadedModule } from '../loader.ts'
import { isInForce, type ModuleRow } from '../module_state.ts'
import { KnownFields } from '../known_fields.ts'
import { soundRegistry } from '../sound_registry.ts'
import { comingWith, LEAVES, type Operation } from './operation.ts'

/**
 * Why modules that come could not be opened beside the others, or which fields their own views name
 * that there would not be.
 */
export function unsound(
  operations: readonly Operation[],
  { onDisk, rows }: { onDisk: readonly LoadedModule[]; rows: ReadonlyMap<string, ModuleRow> }
): Saying[] {
  const coming = comingWith(operations)
  if (coming.size === 0) return []
  const going = new Set(
    operations.filter(({ kind }) => LEAVES.includes(kind)).map(({ module }) => module)
  )
  const there = onDisk.filter(
    ({ name }) => coming.has(name) || (isInForce(rows.get(name)) && !going.has(name))
  )
  const { registry, faults } = soundRegistry(there, onDisk)
  const notOpened = faults.filter(({ name }) => coming.has(name))
  if (notOpened.length > 0) {
    return notOpened.map((fault) =>
      reason('ofModule', { module: fault.name, reason: fault.reason })
    )
  }
  const known = new KnownFields(registry.catalogue, there, onDisk)
  return there
    .filter(({ name }) => coming.has(name))
    .flatMap((module) =>
      known
        .ofModule(module)
        .map((why) => reason('aboutModule', { module: module.name, reason: why }))
    )
}
