import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from '../errors.ts'

/** The address of the list of apps. A module's menu leads to it. */
export const APPS_HREF = '/base/apps'

/** For everybody but platform administrators the apps of the installation are not there. */
export function assertOperator({ identity }: HttpContext) {
  if (!identity?.user?.isPlatformAdministrator) throw new E_NOT_FOUND()
}
