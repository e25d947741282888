import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'

/** Less than 0 if the first version (`1.2.3`) is older than the second, more if it is newer. */
export function compareVersions(one: string, other: string): number {
  const parts = other.split('.').map(Number)
  for (const [index, part] of one.split('.').map(Number).entries()) {
    const difference = part - (parts[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Why a module is not opened whose data a newer version has written. */
export function newerData(data: string, files: string): Saying {
  return reason('newerData', { data, files })
}
