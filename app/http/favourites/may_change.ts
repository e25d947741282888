import { SHARE } from '../../access/permissions.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Favourite } from './favourites.ts'

/** Whether the asker may rename or delete a favourite: their own, and with the permission shared ones. */
export function mayChange(asker: Asker, { own, shared }: Favourite): boolean {
  return own || (shared && asker.groups.has(SHARE))
}
