/** Currencies of the countries whose usual paper is Letter; CLDR's measurement data. */
const LETTER = ['USD', 'CAD', 'MXN', 'PHP', 'CLP', 'COP', 'VES', 'CRC', 'GTQ', 'NIO', 'PAB', 'SVC']

/** The paper that a tenant prints on, as Typst calls it. */
export function paperFormatOf({ currency }: { currency: string }): string {
  return LETTER.includes(currency) ? 'us-letter' : 'a4'
}
