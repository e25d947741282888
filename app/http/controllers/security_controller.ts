import type { HttpContext } from '@adonisjs/core/http'
import { renderSecurityPage } from '../security_page.ts'

/** How a user's account is protected. */
export default class SecurityController {
  show(ctx: HttpContext) {
    return renderSecurityPage(ctx)
  }
}
