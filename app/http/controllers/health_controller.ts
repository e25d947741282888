import type { HttpContext } from '@adonisjs/core/http'
import { identityPool } from '../../identity/connection.ts'

/** For load balancers and the start script; says nothing about the installation. */
export default class HealthController {
  /** The process answers. */
  live({ response }: HttpContext) {
    return response.json({ status: 'ok' })
  }

  /** The process and its database answer. */
  async ready({ response }: HttpContext) {
    try {
      await identityPool().query('select 1')
      return response.json({ status: 'ok' })
    } catch {
      return response.status(503).json({ status: 'database unreachable' })
    }
  }
}
