import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { until } from '#tests/support/until'

/** A mail server that keeps what it is given. While it is open, the application sends to it. */
export class PostOffice {
  readonly mails: ParsedMail[] = []
  /** Refuses mail while set. */
  refuses = false
  /** How many it has refused. */
  refused = 0
  #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        if (this.refuses) this.refused++
        else this.mails.push(mail)
        done(this.refuses ? new Error('not now') : null)
      }, done)
    },
  })

  static async open(): Promise<PostOffice> {
    const office = new PostOffice()
    await new Promise<void>((ready) => office.#server.listen(0, '127.0.0.1', ready))
    const { port } = office.#server.server.address() as AddressInfo
    process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
    process.env.MAIL_FROM = 'Tatami <no-reply@tatami.test>'
    return office
  }

  async close() {
    delete process.env.SMTP_URL
    delete process.env.MAIL_FROM
    await new Promise<void>((done) => this.#server.close(() => done()))
  }

  /** Waits until there are so many mails. */
  async waitFor(count: number) {
    await until(
      `${count} mails`,
      () => this.mails.length,
      (length) => length >= count
    )
  }

  /** The path of the link in the latest mail to an address. */
  linkTo(email: string): string {
    const mail = this.mails.findLast(({ to }) => [to].flat()[0]?.text === email)
    return (
      /https?:\/\/\S+?(\/(?:password|invitations|account\/email)\/\S+)/.exec(
        mail?.text ?? ''
      )?.[1] ?? ''
    )
  }
}
