import { BaseCommand, flags } from '@adonisjs/core/ace'
import { credentials } from '#config/database'
import { roles, type Role } from '#app/identity/credentials'

/** Prints the address of the database for one role, for `psql` and `pg_dump`. */
export default class DbUrlCommand extends BaseCommand {
  static override commandName = 'db:url'
  static override description = 'Print the address of the database for one role'

  static {
    flags.string({ description: `One of ${roles.join(', ')}`, default: 'runtime' })(
      this.prototype,
      'role'
    )
  }

  declare role: string

  override async run() {
    if (!roles.includes(this.role as Role)) {
      this.logger.error(`"${this.role}" is not a role: choose one of ${roles.join(', ')}`)
      this.exitCode = 1
      return
    }
    this.logger.log(credentials.url(this.role as Role))
  }
}
