import type { HttpContext } from '@adonisjs/core/http'
import { typesetter, type Document } from '../../reports/typesetter.ts'
import { disposition } from '../disposition.ts'

/** Documents of more rows than these do not say what is a table: they would be too large. */
const MOST_TAGGED = 1_000
const LONGEST_NAME = 80

/**
 * Answers with a document as PDF. Its transaction ends before: setting takes seconds, and no
 * connection to the database is held for so long.
 */
export async function answerWithPdf(
  { environment, response }: HttpContext,
  document: Omit<Document, 'isTagged'> & { rows: number; name: string }
): Promise<void> {
  await environment!.commit()
  const { template, data, rows, name } = document
  const pdf = await typesetter.typeset({ template, data, isTagged: rows <= MOST_TAGGED })
  response.header('content-type', 'application/pdf')
  response.header('content-disposition', disposition(true, `${fileName(name)}.pdf`))
  response.header('content-security-policy', "default-src 'none'")
  response.send(Buffer.from(pdf))
}

/** The title of what was printed as the name of a file. */
function fileName(title: string): string {
  const plain = title.replaceAll(/[\p{Cc}\p{Cs}/\\:*?"<>|]+/gu, ' ').replaceAll(/\s+/g, ' ')
  return [...plain.trim()].slice(0, LONGEST_NAME).join('').trim() || 'report'
}
