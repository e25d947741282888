import { BaseCommand, args } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { appUrl } from '#config/app'
import { findPasswordRecipientByEmail } from '#app/identity/password_recipients'
import {
  issuePasswordToken,
  PASSWORD_LINK_HOURS,
  passwordPath,
} from '#app/identity/password_tokens'

/** Prints a link with which a user sets a new password; for servers that send no mail. */
export default class UserPasswordCommand extends BaseCommand {
  static override commandName = 'user:password'
  static override description = 'Print a link with which a user sets a new password'
  static override options: CommandOptions = { startApp: true }

  static {
    args.string({ description: 'E-mail address of the user' })(this.prototype, 'email')
  }

  declare email: string

  override async run() {
    const user = await findPasswordRecipientByEmail(this.email)
    if (!user) {
      this.logger.error(`Nobody can sign in as "${this.email}"`)
      this.exitCode = 1
      return
    }
    const token = await issuePasswordToken(user.id, PASSWORD_LINK_HOURS.forgotten)
    this.logger.log(`${user.name} sets a new password within an hour at`)
    this.logger.log(new URL(passwordPath(token), appUrl).href)
  }
}
