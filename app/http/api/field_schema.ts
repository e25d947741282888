import { shownAs, type Field } from '../../domains/fields.ts'

/** A part of a JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>

const LINK = { $ref: '#/components/schemas/Link' }
const LINK_INPUT = { anyOf: [LINK, { type: 'string', format: 'uuid' }] }

/** The value of a field, as answers have it. */
export function readSchema(field: Field): Schema {
  return described(field, { ...valueSchema(field, LINK), readOnly: isReadOnly(field) || undefined })
}

/** The value of a field, as bodies have it. */
export function writeSchema(field: Field): Schema {
  return described(field, valueSchema(field, LINK_INPUT))
}

function described({ options }: Field, schema: Schema): Schema {
  const { help, label } = options
  return clean({ title: label, ...schema, description: help })
}

function isReadOnly({ kind, options }: Field): boolean {
  return !!options.readonly || !!options.generated || kind === 'id'
}

function valueSchema(field: Field, link: Schema): Schema {
  const { kind, options } = shownAs(field)
  const isNeeded = options.required || field.kind === 'boolean'
  if (kind === 'many2many') return { type: 'array', items: link }
  if (kind === 'groups') return { type: 'array', items: { type: 'string' } }
  if (kind === 'json') return {}
  if (kind === 'many2one') return isNeeded ? link : { anyOf: [link, { type: 'null' }] }
  if (kind === 'selection') {
    const keys = Object.keys(options.options ?? {})
    return { enum: isNeeded ? keys : [...keys, null] }
  }
  const { type, ...rest } = scalars[kind] ?? { type: 'string' }
  return clean({
    type: isNeeded ? type : [type, 'null'],
    ...rest,
    maxLength: type === 'string' ? options.size : undefined,
    minimum: options.min,
    maximum: options.max,
    default: kind === 'datetime' || kind === 'date' ? undefined : options.default,
  })
}

const scalars: Readonly<Record<string, { type: string; format?: string }>> = {
  id: { type: 'string', format: 'uuid' },
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  money: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
}

function clean(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
}
