import edge from 'edge.js'
import { sendMail } from './mail.ts'

/** A message as people get it by e-mail. */
export interface Letter {
  to: string
  subject: string
  /** The language that it is written in. */
  language: string
  parts: readonly LetterText[]
}

/** A paragraph, what a button says and where it leads, or small print. */
export interface LetterText {
  as: 'paragraph' | 'action' | 'note'
  text: string
  /** Relative to the application's address. */
  path: string | null
}

/** Sends a letter as text and as HTML. As `sendMail`, only from the `call` of a job. */
export async function sendLetter({ to, subject, language, parts }: Letter): Promise<void> {
  const shown = parts.map(({ as, text, path }) => ({
    as,
    text,
    href: path === null ? null : new URL(path, process.env.APP_URL).href,
  }))
  const text = shown.map(({ text: said, href }) => (href ? `${said}:\n${href}` : said))
  const html = await edge.render('mails/letter', { subject, language, parts: shown })
  await sendMail({ to, subject, text: text.join('\n\n'), html })
}
