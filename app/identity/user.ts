import { BaseModel, column } from '@adonisjs/lucid/orm'
import { DbRememberMeTokensProvider } from '@adonisjs/auth/session'
import hash from '@adonisjs/core/services/hash'
import type { DateTime } from 'luxon'

/** A person who can log in. Rights and names inside a tenant belong to the membership. */
export default class User extends BaseModel {
  static override connection = 'identity'
  static override table = 'users'
  static rememberMeTokens = DbRememberMeTokensProvider.forModel(User, {
    table: 'remember_me_tokens',
  })

  declare id: string
  declare email: string
  declare password: string | null
  declare name: string
  declare language: string
  declare timeZone: string
  declare isPlatformAdministrator: boolean
  declare active: boolean
  declare createdAt: DateTime
  declare updatedAt: DateTime

  static override boot() {
    if (Object.hasOwn(this, 'booted') && this.booted) return
    super.boot()
    column({ isPrimary: true })(this.prototype, 'id')
    for (const name of ['email', 'name', 'language', 'timeZone', 'active']) {
      column()(this.prototype, name)
    }
    column({ serializeAs: null })(this.prototype, 'password')
    column()(this.prototype, 'isPlatformAdministrator')
    column.dateTime({ autoCreate: true })(this.prototype, 'createdAt')
    column.dateTime({ autoCreate: true, autoUpdate: true })(this.prototype, 'updatedAt')
  }

  /**
   * The active user with this e-mail address and password, or null. An unknown address costs as
   * much time as a wrong password, so that the answer does not tell which addresses exist.
   */
  static async withCredentials(email: string, password: string): Promise<User | null> {
    const user = await this.query().where('email', email.trim().toLowerCase()).first()
    if (!user?.password || !user.active) {
      await hash.make(password)
      return null
    }
    return (await hash.verify(user.password, password)) ? user : null
  }
}
