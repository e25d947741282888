import type { PaperFormat, Who } from '../../identity/who.ts'

/** Currencies of the countries whose usual paper is Letter; CLDR's measurement data. */
const LETTER = ['USD', 'CAD', 'MXN', 'PHP', 'CLP', 'COP', 'VES', 'CRC', 'GTQ', 'NIO', 'PAB', 'SVC']

/** The paper that a tenant prints on: what it has chosen, or the usual one for its currency. */
export function paperFormatOf({
  paperFormat,
  currency,
}: Pick<NonNullable<Who['tenant']>, 'paperFormat' | 'currency'>): PaperFormat {
  return paperFormat ?? (LETTER.includes(currency) ? 'us-letter' : 'a4')
}
