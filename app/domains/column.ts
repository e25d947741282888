import { customExpression } from './custom_column.ts'
import { columnOf, CUSTOM_FIELDS, translationsColumn, type Field } from './fields.ts'

/** So many identifiers are kept in quotes: statements are written of the same ones again and again. */
const MOST_QUOTED = 10_000

const quoted = new Map<string, string>()

/** An identifier in quotes. Dots part a schema from its table. */
export function identifier(name: string): string {
  let known = quoted.get(name)
  if (known === undefined) {
    if (quoted.size >= MOST_QUOTED) quoted.clear()
    const parts = name.split('.').map((part) => `"${part.replaceAll('"', '""')}"`)
    quoted.set(name, (known = parts.join('.')))
  }
  return known
}

/**
 * The value of a stored field in the row that the statement calls `alias`; a translated one in the
 * language of the field, or as it is stored where there is none in that.
 */
export function columnExpression(alias: string, name: string, field: Field): string {
  const { translate, language } = field.options
  if (!translate || !language) return storedExpression(alias, name, field)
  return `coalesce(${translation(alias, name, field, language)}, ${storedExpression(alias, name, field)})`
}

/** The value of a translated field in one language; null where it has none. */
export function translation(alias: string, name: string, field: Field, language: string): string {
  const column = `${identifier(alias)}.${identifier(translationsColumn(name, field))}`
  return `(${column}->>${textLiteral(language)})`
}

/** The value of a stored field as it is stored, whatever the language. */
export function storedExpression(alias: string, name: string, field: Field): string {
  const row = identifier(alias)
  if (!field.options.custom) return `${row}.${identifier(columnOf(name, field))}`
  return customExpression(field.kind, `${row}.${identifier(CUSTOM_FIELDS)}`, textLiteral(name))
}

function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
