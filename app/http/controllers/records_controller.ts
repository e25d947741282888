import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { ListScreen } from '../list/list_screen.ts'

/** The records of a screen. */
export default class RecordsController {
  index(ctx: HttpContext) {
    return new ListScreen(ctx, actionOf(ctx)).render()
  }
}
