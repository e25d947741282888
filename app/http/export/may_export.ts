import { EXPORT } from '../../access/permissions.ts'
import type { Asker } from '../../environment/scope.ts'

/** Whether the asker may take records out of the house as files. */
export function mayExport(asker: Asker): boolean {
  return asker.groups.has(EXPORT)
}
