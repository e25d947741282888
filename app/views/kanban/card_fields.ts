import { edgeGlobals } from 'edge.js'
import { isRelation } from '../../domains/operators.ts'
import type { Translate } from '../texts.ts'
import type { CardOptions, CardPart, Row } from './card.ts'

/** What a template of a card knows of one field of its record. */
export interface CardValue {
  label: string
  /** As the database has it; the id of a linked record. */
  value: unknown
  /** As people read it; empty where there is nothing. */
  text: string
  /** As the card of the house would draw it, ready to be printed with two braces. */
  html: ReturnType<typeof edgeGlobals.html.safe>
}

/** Makes what the template knows of a field from a record: texts and drawings only where asked for. */
export function cardValueOf(
  part: CardPart,
  draw: (row: Row) => string,
  options: CardOptions
): (row: Row) => CardValue {
  const { name, field } = part
  const textOf = textsOf(part, options, options.t)
  return (row) => ({
    label: field.options.label,
    value: row[name] ?? null,
    get text() {
      const value =
        row[isRelation(field.kind) && field.kind !== 'many2many' ? `${name}.title` : name]
      return value === null || value === undefined ? '' : textOf(value)
    },
    get html() {
      return edgeGlobals.html.safe(draw(row))
    },
  })
}

function textsOf(
  { field }: CardPart,
  { formats, money }: CardOptions,
  t: Translate
): (value: unknown) => string {
  const { options = {}, scale = 2 } = field.options
  const listed = (values: unknown) => (values as (string | null)[]).filter(Boolean)
  switch (field.kind) {
    case 'money':
      return (value) => money(Number(value))
    case 'integer':
      return (value) => formats.number(Number(value), 0)
    case 'decimal':
      return (value) => formats.number(Number(value), scale)
    case 'date':
      return (value) => formats.date(value)
    case 'datetime':
      return (value) => formats.datetime(value)
    case 'boolean':
      return (value) => t(value === true ? 'ui.yes' : 'ui.no')
    case 'selection':
      return (value) => options[String(value)] ?? ''
    case 'phone':
      return (value) => formats.phone(String(value))
    case 'groups':
      return (values) =>
        listed(values)
          .map((key) => options[key!] ?? key)
          .join(', ')
    case 'many2many':
      return (values) => listed(values).join(', ')
    default:
      return String
  }
}
