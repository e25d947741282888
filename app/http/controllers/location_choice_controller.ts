import type { HttpContext } from '@adonisjs/core/http'
import { switchLocations } from '../../identity/user_sessions.ts'
import { E_NOT_FOUND } from '../errors.ts'

/** Chooses one, several or all of one's locations to work with. */
export default class LocationChoiceController {
  async store({ identity, request, response, session }: HttpContext) {
    const { only, all, locations } = request.body() as Record<string, unknown>
    const wanted = only ? [only] : all ? [] : [locations ?? []].flat()
    const own = new Set(identity!.locations.map((place) => place.id))
    if (!wanted.every((id): id is string => typeof id === 'string' && own.has(id))) {
      throw new E_NOT_FOUND()
    }
    const isEverything = wanted.length === 0 || wanted.length === own.size
    await switchLocations(session.sessionId, isEverything ? null : wanted)
    return response.redirect().back()
  }
}
