import { SHARE } from '../../access/permissions.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Favourite } from './favourites.ts'

/** Whether the asker may change or delete what somebody keeps: their own, and with the permission what is shared. */
export function mayChange(
  asker: Asker,
  { own, shared }: Pick<Favourite, 'own' | 'shared'>
): boolean {
  return own || (shared && asker.groups.has(SHARE))
}
