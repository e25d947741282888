import { asOwner } from './tenants.ts'

const words = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
  const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2024, 0, day + 1)))
  return [...new Set(days.map((day) => format.format(day)))]
}

/**
 * What the pseudo-language has from the platform, in English: names of months, weekdays and languages;
 * and the name of the product.
 */
const NAMES = [
  ...(['long', 'short'] as const).flatMap((width) => [
    ...words({ month: width }),
    ...words({ weekday: width }),
  ]),
  ...['English', 'German', 'Japanese', 'Tatami'],
].sort((a, b) => b.length - a.length)

/** Texts that were escaped twice: people read `&#12354;` instead of a letter. */
export function escapedTwice(html: string): string[] {
  return html.match(/.{0,40}&amp;(#\d+|amp|quot|lt|gt);.{0,20}/g) ?? []
}

/**
 * What people read of a page in the pseudo-language that has not gone through translation. `data` are
 * texts that people or senders have written, the longest first.
 */
export function untranslated(html: string, data: readonly string[]): string[] {
  let rest = html
    .replaceAll('&#10214;', '⟦')
    .replaceAll('&#10215;', '⟧')
    .replace(/<(script|style|svg|template|title|kbd|code|pre)\b.*?<\/\1>/gs, '')
    .replace(/<(select|datalist)\b[^>]*name="(timeZone|currency|language|country)".*?<\/\1>/gs, '')
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, ' ')]
  const attributes = [...rest.matchAll(/ (?:aria-label|title|placeholder|alt)="([^"]*)"/g)]
  const texts = [
    ...rest.replace(/<[^>]*>/g, '\n').split('\n'),
    ...attributes.map(([, text]) => text!),
  ]
  return [...new Set(texts.map(decoded))]
    .filter((text) => hasWords(text) && !text.startsWith('{"'))
    .map((text) => without(text, [...data, ...NAMES]).replace(CODES, ' '))
    .filter(hasWords)
}

/** Every text that stands in a table, the longest first. */
export async function storedTexts(): Promise<string[]> {
  return asOwner(async (owner) => {
    const { rows: columns } = await owner.query<{ table: string; column: string; type: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as "table",
         quote_ident(column_name) as "column", data_type as type
       from information_schema.columns
       where table_schema in ('public', 'identity') and data_type in ('text', 'jsonb', 'character varying')`
    )
    const texts = new Set<string>()
    const add = (value: unknown) => {
      if (typeof value === 'string') for (const line of value.split('\n')) texts.add(line.trim())
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add)
    }
    for (const { table, column } of columns) {
      const { rows } = await owner.query(
        `select distinct ${column} as value from ${table} limit 5000`
      )
      for (const { value } of rows as { value: unknown }[]) add(value)
    }
    return [...texts].filter((text) => text.length > 1).sort((a, b) => b.length - a.length)
  })
}

/** Names of groups and the like, as `crm.user`: the same in all languages. */
const CODES = /[a-z_]*(\.[a-z_]+)+/g

/** People and places are drawn by one or two letters of their names. */
const INITIALS = /(?<!\p{L})\p{Lu}{1,2}(?!\p{L})/gu

function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(INITIALS, ' '))
}

/** The text without the given ones where they stand as words of their own. */
function without(text: string, others: readonly string[]): string {
  let rest = text
  for (const other of others) {
    if (!rest.includes(other)) continue
    rest = rest.replaceAll(new RegExp(`(?<!\\p{L})${RegExp.escape(other)}(?!\\p{L})`, 'gu'), ' ')
  }
  return rest.trim()
}

function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&#x?27;|&#39;/g, "'")
    .replaceAll('&amp;', '&')
    .replace(/&#?\w+;/g, ' ')
    .trim()
}
