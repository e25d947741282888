import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '#addon'
import { IncomingEvent } from '../models/incoming_event.ts'

/** Processing an event once more. */
export default class EventReplaysController {
  async store({ page, params, registry, response, session }: HttpContext) {
    const event = await new Records(IncomingEvent, registry.access).find(params.id, 'write')
    await event.replay()
    session.flash('flash', { kind: 'ok', text: page.t('integrations.event.replayed') })
    return response.redirect().toPath(`/integrations/events/${event.id}`)
  }
}
