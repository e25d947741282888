import { SessionLucidUserProvider } from '@adonisjs/auth/session'
import type User from './user.ts'

/** Finds users for the session guard. Who has been deactivated is not found any more. */
export class ActiveUserProvider extends SessionLucidUserProvider<typeof User> {
  override async findById(id: string) {
    const found = await super.findById(id)
    return found?.getOriginal().active ? found : null
  }
}
