import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import { isRelation } from '../../domains/operators.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Translate } from '../../views/texts.ts'
import { MOST_OPTIONS } from '../form/offered_records.ts'
import type { ImportScreen } from './import_screen.ts'
import { makesByName } from './import_fields.ts'
import { mayStayEmpty, takesMeanings, unsaid, type FieldMeanings } from './meanings.ts'
import type { UnclearField } from './unclear_fields.ts'

/** A field with the words that nothing answers to, and what may be said about them. */
export interface WordField {
  name: string
  field: Field
  unclear: UnclearField
  meanings: FieldMeanings
  mayStayEmpty: boolean
  makes: boolean
  /** Values to choose from; null where there are more records than a list can hold. */
  options: readonly { value: string; label: string }[] | null
  /** What the records are called that words mean, by their ids. */
  titles: ReadonlyMap<string, string>
}

/** The fields of an import's mapping of which a test has found such words, read in one round trip. */
export async function wordFields(
  { environment, registry, page }: HttpContext,
  { stored, fields, action }: ImportScreen
): Promise<WordField[]> {
  const found: WordField[] = []
  const questions: Question[] = []
  for (const name of stored.mapping) {
    const field = name === null ? undefined : fields.get(name)
    const unclear = name === null ? undefined : stored.unclear[name]
    if (!name || !field || !unclear || !takesMeanings(field)) continue
    const own: WordField = {
      ...{ name, field, unclear, mayStayEmpty: mayStayEmpty(field) },
      meanings: Object.hasOwn(stored.meanings, name) ? stored.meanings[name]! : unsaid,
      makes: makesByName(registry, action.model, field),
      options: isRelation(field.kind) ? [] : optionsOf(field, page.t),
      titles: new Map(),
    }
    found.push(own)
    if (isRelation(field.kind)) questions.push(...askRecords(own, registry))
  }
  const statements = questions.map(({ statement }) => statement)
  const answers = statements.length > 0 ? await environment!.read(statements) : []
  answers.forEach((rows, at) => questions[at]!.use(rows))
  return found
}

/** What the record is called that a word means; empty where it means none. */
export function titleOf({ meanings: { words }, titles }: WordField, key: string): string {
  const meaning = Object.hasOwn(words, key) ? words[key]! : ''
  return titles.get(meaning.slice(1)) ?? ''
}

interface Question {
  statement: Statement
  use: (rows: Rows) => void
}

/** Asks for the records that a field offers, and for those that words mean already. */
function askRecords(own: WordField, { access }: Registry): Question[] {
  const target = targetOf(own.field) as unknown as typeof Model
  const records = new Records<typeof Model>(target, access)
  const title = target.titleField
  if (!records.allows('read') || !records.shows(title)) return []
  const labels = (rows: Rows) =>
    rows.map((row) => ({ value: String(row.id), label: String(row[title] ?? '') }))
  const ids = Object.values(own.meanings.words).flatMap((each) =>
    each.startsWith('=') ? [each.slice(1)] : []
  )
  const offered = {
    ...{ fields: [title], where: records.unarchived(), limit: MOST_OPTIONS + 1 },
    order: [{ name: title, descending: false }],
  }
  const offers = {
    statement: records.select(offered),
    use: (rows: Rows) => {
      own.options = rows.length > MOST_OPTIONS ? null : labels(rows)
    },
  }
  if (ids.length === 0) return [offers]
  const meant = {
    statement: records.select({ fields: [title], ids, order: [], limit: ids.length }),
    use: (rows: Rows) => {
      own.titles = new Map(labels(rows).map(({ value, label }) => [value, label]))
    },
  }
  return [offers, meant]
}

function optionsOf({ kind, options }: Field, t: Translate) {
  if (kind === 'boolean') {
    return [
      { value: '1', label: t('ui.form.yes') },
      { value: '0', label: t('ui.form.no') },
    ]
  }
  return Object.entries(options.options ?? {}).map(([value, label]) => ({ value, label }))
}
