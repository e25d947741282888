import edge from 'edge.js'
import { sendMail } from './mail.ts'

/** A message with one thing to do, as people get it by e-mail. */
export interface Letter {
  to: string
  subject: string
  paragraphs: readonly string[]
  /** What the one button says, and where it leads, relative to the application's address. */
  action: { label: string; path: string }
  /** What to do if the message is not for oneself. */
  note: string
}

/** Sends a letter as text and as HTML. As `sendMail`, only from the `call` of a job. */
export async function sendLetter({ to, subject, paragraphs, action, note }: Letter): Promise<void> {
  const href = new URL(action.path, process.env.APP_URL).href
  const text = [...paragraphs, `${action.label}:\n${href}`, note].join('\n\n')
  const state = { subject, paragraphs, label: action.label, href, note }
  await sendMail({ to, subject, text, html: await edge.render('mails/letter', state) })
}
