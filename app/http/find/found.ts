import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { searchedTexts } from '../../domains/searchable.ts'
import { together, type Hit } from '../../models/hits.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import type { FoundEntry, FoundGroup } from '../../views/find/page.ts'
import { inSight } from '../search/searched_ids.ts'
import { patternOf, wordsOf } from '../search/words.ts'
import { standingConditions } from '../search/standing_conditions.ts'

/** So many records of a kind are shown. */
const MOST_HITS = 5
/** So many screens and things to do are shown. */
const MOST_ENTRIES = 8

/** A screen of records that can be searched, and the kind of its records. */
function searchable({ registry, asker }: HttpContext): Action[] {
  return [...registry.home.values()].filter(
    (action) =>
      action.form &&
      registry.shows(asker, action) &&
      registry.access.allowsField(asker, action.model, action.model.titleField) &&
      searchedTexts(action.model).length > 0
  )
}

/**
 * What a few words lead to: records of every kind that the asker may read, read by one statement;
 * screens; and what can be done.
 */
export async function found(ctx: HttpContext, text: string): Promise<FoundGroup[]> {
  const words = wordsOf(text)
  if (words.length === 0) return [screens(ctx, [])]
  const actions = searchable(ctx)
  const hits = await hitsOf(ctx, actions, words)
  const groups = actions.map((action) => recordGroup(ctx, action, hits, text))
  return [...groups, screens(ctx, words), todo(ctx, actions, words)].filter(
    ({ entries }) => entries.length > 0
  )
}

async function hitsOf(
  { environment, registry }: HttpContext,
  actions: readonly Action[],
  words: readonly string[]
): Promise<Hit[]> {
  const statements = actions.map(({ model, list }) => {
    const records = new Records(model, registry.access)
    return records.hits({
      patterns: words.map(patternOf),
      first: patternOf(words.join(' ')).slice(1),
      where: [...standingConditions(records, list.filter, false), ...inSight(records, words)],
      limit: MOST_HITS + 1,
    })
  })
  if (statements.length === 0) return []
  const [rows] = await environment!.read([together(statements)])
  return rows as unknown as Hit[]
}

function recordGroup(
  { page }: HttpContext,
  { model, href, label }: Action,
  hits: readonly Hit[],
  text: string
): FoundGroup {
  const own = hits.filter(({ table }) => table === model.table)
  const entries = own.slice(0, MOST_HITS).map(({ id, title }) => ({
    label: title || page.t('ui.form.untitled'),
    detail: '',
    href: `${href}/${id}`,
    symbol: model.icon,
  }))
  const more = {
    label: page.t('ui.find.all', { text, screen: label }),
    detail: '',
    href: `${href}?q=${encodeURIComponent(text)}`,
    symbol: 'search',
  }
  return { title: label, entries: own.length > MOST_HITS ? [...entries, more] : entries }
}

/** Screens whose name, or whose module's name, has every word; without words all of them. */
function screens({ registry, asker, page }: HttpContext, words: readonly string[]): FoundGroup {
  const entries = menuEntries(registry, asker)
    .filter(({ label, detail }) => meets(`${label} ${detail}`, words))
    .slice(0, words.length > 0 ? MOST_ENTRIES : undefined)
  return { title: page.t('ui.find.screens'), entries }
}

function menuEntries(registry: Registry, asker: HttpContext['asker']): FoundEntry[] {
  return registry.menu.flatMap(({ label, icon, entries }) =>
    entries
      .filter((entry) => registry.showsEntry(asker, entry))
      .map((entry) => ({ label: entry.label, detail: label, href: entry.href, symbol: icon }))
  )
}

function todo(
  { page, registry }: HttpContext,
  actions: readonly Action[],
  words: readonly string[]
) {
  const entries = actions
    .filter(({ model }) => new Records(model, registry.access).allows('create'))
    .map(({ model, href }) => ({
      label: page.t('ui.list.new', { record: model.labels.one }),
      detail: '',
      href: `${href}/new`,
      symbol: 'plus', // icon
    }))
  const meeting = entries.filter(({ label }) => meets(label, words))
  return { title: page.t('ui.find.do'), entries: meeting.slice(0, MOST_ENTRIES) }
}

function meets(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word))
}
