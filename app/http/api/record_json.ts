import type { HttpContext } from '@adonisjs/core/http'
import { shownAs, targetOf, type Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'

type Row = Readonly<Record<string, unknown>>

/** A row of a selection as the API answers with it. */
export type RecordJson = Record<string, unknown>

/** Writes rows as JSON. Links carry the title of the other record, where its kind may be read. */
export function recordWriter(
  { asker, registry }: HttpContext,
  fields: ReadonlyMap<string, Field>
): (row: Row) => RecordJson {
  const writers = [...fields].map(([name, field]): [string, (row: Row) => unknown] => {
    const isLink = field.kind === 'many2one' || field.kind === 'many2many'
    const mayFollow =
      !isLink || registry.access.allows(asker, targetOf(field) as typeof Model, 'read')
    return [name, writerOf(name, shownAs(field), mayFollow)]
  })
  return (row) => Object.fromEntries(writers.map(([name, write]) => [name, write(row)]))
}

function writerOf(name: string, { kind }: Field, mayFollow: boolean): (row: Row) => unknown {
  switch (kind) {
    case 'many2one':
      return (row) =>
        mayFollow && row[name] ? { id: row[name], title: row[`${name}.title`] ?? null } : null
    case 'many2many':
      return (row) => {
        const pairs = (row[name] ?? []) as [id: string, title: string | null][]
        return mayFollow ? pairs.map(([id, title]) => ({ id, title })) : []
      }
    case 'groups':
      return (row) => row[name] ?? []
    case 'datetime':
      return (row) => (row[name] instanceof Date ? row[name].toISOString() : null)
    case 'decimal':
    case 'money':
      return (row) => (row[name] === null ? null : Number(row[name]))
    default:
      return (row) => row[name] ?? null
  }
}
