import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { SuggestedTerm } from './suggested_terms.ts'

/** So many relations are looked through, and so many records of each are offered. */
const MOST_RELATIONS = 4
const MOST_RECORDS = 3

/** Linked records whose title holds a text, and what asks for them. */
export interface SuggestedRecords {
  terms: SuggestedTerm[]
  /** Their titles, by id. */
  names: ReadonlyMap<string, string>
}

/** Looks for records by their titles: a statement for each relation, all in one round trip. */
export async function suggestedRecords(
  { environment, registry }: HttpContext,
  fields: ReadonlyMap<string, Field>,
  text: string
): Promise<SuggestedRecords> {
  const asked = [...fields]
    .filter(([, { kind }]) => kind === 'many2one' || kind === 'many2many')
    .slice(0, MOST_RELATIONS)
    .flatMap(([name, field]) => {
      const target = targetOf(field) as unknown as typeof Model
      const records = new Records(target, registry.access)
      const { titleField } = target
      if (!records.allows('read') || !records.shows(titleField)) return []
      const where = [records.domain([[titleField, 'ilike', text]]), ...records.unarchived()]
      const order = [{ name: titleField, descending: false }]
      const statement = records.select({ fields: [titleField], where, order, limit: MOST_RECORDS })
      return { name, titleField, statement }
    })
  if (asked.length === 0) return { terms: [], names: new Map() }
  const answers = await environment!.read(asked.map(({ statement }) => statement))
  const found = asked.flatMap(({ name, titleField }, index) =>
    answers[index]!.map((row) => ({ name, id: String(row.id), title: String(row[titleField]) }))
  )
  return {
    terms: found.map(({ name, id }) => [name, '=', id]),
    names: new Map(found.map(({ id, title }) => [id, title])),
  }
}
