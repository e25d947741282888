import nodemailer, { type Transporter } from 'nodemailer'

/** A message to one person. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

/** How long the mail server may take for each step, in milliseconds. */
const PATIENCE = 10_000

let transport: { url: string; sender: Transporter } | undefined

/** Whether a mail server is set up. Without one, links are handed over in person. */
export function canSendMail(): boolean {
  return Boolean(process.env.SMTP_URL)
}

/**
 * Hands a message to the mail server of `SMTP_URL`. Waits for another system: never call it in an
 * environment, but from the `call` of a job. Throws what the server answers.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const url = process.env.SMTP_URL
  if (!url) throw new Error('There is no mail server: SMTP_URL is not set')
  if (transport?.url !== url) {
    const patience = {
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
    }
    transport = { url, sender: nodemailer.createTransport({ url, ...patience }) }
  }
  await transport.sender.sendMail({ ...mail, from: process.env.MAIL_FROM })
}
