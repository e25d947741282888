import type { HttpContext } from '@adonisjs/core/http'
import { isRelation } from '../../domains/operators.ts'
import { textOf } from '../search/search_query.ts'
import type { ImportScreen } from './import_screen.ts'
import type { UnclearWords } from './unclear_fields.ts'
import { titleOf, wordFields, type WordField } from './word_fields.ts'
import { wordNames } from './word_names.ts'

/** The words that nothing answers to, by fields, each with what it may mean. */
export async function wordsView(ctx: HttpContext, screen: ImportScreen) {
  const fields = await wordFields(ctx, screen)
  return fields.map((field) => {
    const { words, count } = field.unclear
    return {
      label: field.field.options.label,
      words: words.map((word) => wordView(ctx, screen, field, word)),
      others: {
        name: wordNames(field.name, null).meaning,
        label: ctx.page.t('ui.import.otherWords', { count: count - words.length }),
        choices: choicesOf(ctx, field, field.meanings.others),
      },
    }
  })
}

function wordView(
  ctx: HttpContext,
  { stored }: ImportScreen,
  field: WordField,
  { key, word, isSeveral, rows }: UnclearWords
) {
  const { words } = field.meanings
  const meaning = Object.hasOwn(words, key) ? words[key]! : ''
  const names = wordNames(field.name, key)
  const id = meaning.startsWith('=') ? meaning.slice(1) : ''
  const title = titleOf(field, key)
  const given = ctx.request.body()[names.meaning] as unknown
  const isTyped = given === 'record' || given === ''
  const typed = isTyped ? textOf(ctx.request.body()[names.text]) : title
  const isSearched = isRelation(field.field.kind) && field.options === null
  const known = field.options?.some(({ value }) => value === id)
  const more = title && !isSearched && !known ? [{ value: id, label: title }] : []
  const address = new URLSearchParams({ field: field.name })
  return {
    ...{ word, isSeveral, name: names.meaning },
    rows: ctx.page.formats.number(rows),
    choices: [
      { value: '', label: ctx.page.t('ui.import.meaning.others'), chosen: meaning === '' },
      ...choicesOf(ctx, isSeveral ? { ...field, makes: false } : field, meaning),
    ],
    values: [...(field.options ?? []), ...more].map(({ value, label }) => ({
      ...{ value: `=${value}`, label },
      chosen: meaning === `=${value}`,
    })),
    search: isSearched
      ? {
          ...{ id: title ? id : '', text: typed, idName: names.record, name: names.text },
          address: `/base/imports/${stored.id}/options?${address}`,
        }
      : null,
  }
}

/** What may be said about any word of a field. */
function choicesOf({ page }: HttpContext, field: WordField, meaning: string) {
  const { mayStayEmpty, makes } = field
  const offered = ['refuse', ...(mayStayEmpty ? ['empty'] : []), ...(makes ? ['create'] : [])]
  return offered.map((value) => ({
    value,
    label: page.t(`ui.import.meaning.${value}`),
    chosen: value === meaning,
  }))
}
