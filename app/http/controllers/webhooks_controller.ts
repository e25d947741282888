import type { HttpContext } from '@adonisjs/core/http'
import { receiveWebhook } from '../../inbox/receive.ts'

/** Takes events from other systems. The raw request is read: any parser would change its bytes. */
export default class WebhooksController {
  async store({ params, request, response }: HttpContext) {
    const status = await receiveWebhook(request.request, params.provider, params.key)
    return response.status(status).send('')
  }
}
