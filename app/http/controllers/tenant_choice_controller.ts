import type { HttpContext } from '@adonisjs/core/http'
import { isUuid } from '../../environment/scope.ts'
import { switchTenant } from '../../identity/user_sessions.ts'
import { E_NOT_FOUND } from '../errors.ts'

/** Chooses the tenant to work in. */
export default class TenantChoiceController {
  async store({ request, response, session }: HttpContext) {
    const tenantId: unknown = request.input('tenant')
    if (!isUuid(tenantId) || !(await switchTenant(session.sessionId, tenantId))) {
      throw new E_NOT_FOUND()
    }
    return response.redirect().toPath('/')
  }
}
