import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../modules/registry.ts'
import { E_NOT_FOUND } from './errors.ts'

/** The screen that the address names. One that the asker may not open looks as if it were not. */
export function actionOf({ asker, params, registry }: HttpContext): Action {
  const action = registry.actions.get(`/${params.module}/${params.action}`)
  if (!action || !registry.shows(asker, action)) throw new E_NOT_FOUND()
  return action
}
