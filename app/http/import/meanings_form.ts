import type { HttpContext } from '@adonisjs/core/http'
import { isRelation } from '../../domains/operators.ts'
import { recordsNamed } from '../form/relation_texts.ts'
import { textOf } from '../search/search_query.ts'
import type { ImportScreen } from './import_screen.ts'
import { Lookups } from './lookups.ts'
import type { FieldMeanings, Meaning, Meanings } from './meanings.ts'
import type { UnclearWords } from './unclear_fields.ts'
import { titleOf, wordFields, type WordField } from './word_fields.ts'
import { wordNames } from './word_names.ts'

type Body = Readonly<Record<string, unknown>>

/** So many words of a field are remembered. */
const MOST_REMEMBERED = 1_000

/** What a form says about a word, or why it cannot be said. */
type Said = { meaning: Meaning | null; fault?: undefined } | { fault: string }

/**
 * What words mean by a form, beside what was said about others; what is not offered, or names no record
 * that the asker may read, stays unsaid, and `fault` tells of the first of them.
 */
export async function meaningsInForm(ctx: HttpContext, screen: ImportScreen, body: Body) {
  const meanings: Record<string, FieldMeanings> = { ...screen.stored.meanings }
  let fault: string | null = null
  for (const field of await wordFields(ctx, screen)) {
    const words = new Map(Object.entries(field.meanings.words))
    for (const word of field.unclear.words) {
      const said = await meaningIn(ctx, field, word, body)
      if (said === null) continue
      words.delete(word.key)
      if (said.fault !== undefined) fault ??= said.fault
      else if (said.meaning !== null) words.set(word.key, said.meaning)
    }
    const given = body[wordNames(field.name, null).meaning]
    const others = given === undefined ? field.meanings.others : othersIn(field, given)
    if (others === null) fault ??= ctx.page.t('ui.import.fault.meaningOfOthers')
    meanings[field.name] = {
      others: others ?? 'refuse',
      words: Object.fromEntries([...words].slice(-MOST_REMEMBERED)),
    }
  }
  return { meanings: meanings as Meanings, fault }
}

function othersIn({ mayStayEmpty, makes }: WordField, given: unknown) {
  if (given === 'refuse') return given
  if (given === 'empty' && mayStayEmpty) return given
  return given === 'create' && makes ? given : null
}

/** What a form says about a word; null where it does not ask about it. */
async function meaningIn(
  ctx: HttpContext,
  field: WordField,
  { key, word, isSeveral }: UnclearWords,
  body: Body
): Promise<Said | null> {
  const names = wordNames(field.name, key)
  const given = body[names.meaning]
  if (given === undefined) return null
  const text = textOf(body[names.text]).trim()
  const isTyped = text !== '' && text !== titleOf(field, key)
  if (given === 'record' || (given === '' && isTyped)) {
    return recordIn(ctx, field, { word, text, id: body[names.record] })
  }
  if (given === '') return { meaning: null }
  const isOffered = isSeveral && given === 'create' ? false : isChoice(field, given)
  return isOffered
    ? { meaning: given as Meaning }
    : { fault: ctx.page.t('ui.import.fault.meaning', { text: word }) }
}

/** Whether what was given is offered: a record that a word means already is, archived or not. */
function isChoice(field: WordField, given: unknown): boolean {
  const { options, titles } = field
  const values = [...(options ?? []).map(({ value }) => value), ...titles.keys()]
  return othersIn(field, given) !== null || values.some((value) => given === `=${value}`)
}

/** The record that was named by what a cell may say, or by a part of its title. */
async function recordIn(
  { registry, environment, page }: HttpContext,
  { field, options }: WordField,
  { word, text, id }: { word: string; text: string; id: unknown }
): Promise<Said> {
  const isAsked = isRelation(field.kind) && options === null
  if (!isAsked) return { fault: page.t('ui.import.fault.meaning', { text: word }) }
  if (text === '') return { fault: page.t('ui.import.fault.noRecordNamed', { text: word }) }
  const known = await new Lookups(registry.access).one(field, text)
  if (known.length === 1) return { meaning: `=${known[0]!}` }
  const found = await recordsNamed(registry, environment!, field, text)
  const only = found.length === 1 ? found[0] : found.find((each) => each.id === id)
  if (only) return { meaning: `=${only.id}` }
  const fault = found.length + known.length === 0 ? 'nobody' : 'several'
  return { fault: page.t(`ui.import.fault.${fault}`, { text }) }
}
