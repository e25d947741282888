import type { Saying } from '../../domains/errors.ts'
import { reason } from '../../domains/reasons.ts'
import type { LoadedModule } from '../loader.ts'
import { isInForce, type ModuleRow } from '../module_state.ts'
import { soundRegistry } from '../sound_registry.ts'
import { COMES, LEAVES, type Operation } from './operation.ts'

/** Why modules that come could not be opened beside the others. */
export function unsound(
  operations: readonly Operation[],
  { onDisk, rows }: { onDisk: readonly LoadedModule[]; rows: ReadonlyMap<string, ModuleRow> }
): Saying[] {
  const named = (kinds: readonly string[]) =>
    new Set(operations.filter(({ kind }) => kinds.includes(kind)).map(({ module }) => module))
  const coming = named([...COMES, 'upgrade'])
  if (coming.size === 0) return []
  const going = named(LEAVES)
  const isThere = ({ name }: LoadedModule) =>
    coming.has(name) || (isInForce(rows.get(name)) && !going.has(name))
  const { faults } = soundRegistry(onDisk.filter(isThere), onDisk)
  return faults
    .filter(({ name }) => coming.has(name))
    .map((fault) => reason('ofModule', { module: fault.name, reason: fault.reason }))
}
