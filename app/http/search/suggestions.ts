import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { DomainError } from '../../domains/errors.ts'
import { facetsOf } from '../../domains/facets.ts'
import { toNotation } from '../../domains/notation.ts'
import { isRelation } from '../../domains/operators.ts'
import { withChoice } from '../../domains/parts.ts'
import { domainToUrl } from '../../domains/url.ts'
import { localeOf } from '../formats.ts'
import type { Translate } from '../../views/texts.ts'
import { textsOf } from '../texts.ts'
import { askedFields } from './asked_fields.ts'
import { dayIn } from './day_in.ts'
import { filterGroup } from './planned_filters.ts'
import type { ScreenPlan } from './screen_plan.ts'
import type { SearchQuery } from './search_query.ts'
import { suggestedRecords } from './suggested_records.ts'
import { begins, suggestedTerms, type SuggestedTerm } from './suggested_terms.ts'

const MOST = 14
const MOST_OF_A_FIELD = 5

/** Something that a text in the search box may mean. */
export interface Suggestion {
  /** What is asked about: "Company". */
  label: string
  /** What is said about it: "contains ‘abc’". */
  text: string
  /** How the address changes when it is chosen; an empty value leaves a part out. */
  change: Record<string, string>
}

/**
 * What the text in the search box may mean on this screen: a plain search first, then filters,
 * values of fields and linked records. Several values of one field become choices of one condition.
 * The only statements are those that look for linked records.
 */
export async function suggestionsOf(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: SearchQuery<string>
): Promise<Suggestion[]> {
  const { asker, identity, page } = ctx
  const text = query.search
  if (text === '') return []
  const fields = askedFields(plan)
  const locale = localeOf(asker.language)
  const t = textsOf(i18nManager, asker.language)
  const { terms, names } = await suggestedRecords(ctx, fields, text)
  const words = { t, locale, names }
  const day = dayIn(text, identity!.tenant!.dateFormat, locale)
  const reading = { words, day, point: page.formats.point }
  const meant = [...fields].map(([name, field]) => {
    const own = suggestedTerms(name, field, text, reading).slice(0, MOST_OF_A_FIELD)
    return [...terms.filter(([relation]) => relation === name), ...own]
  })
  const wanted = bySharpness(meant.flat(), fields)
  return [
    { label: t('ui.list.search', { title: plan.label }), text, change: { q: text } },
    ...filtersNamed(plan, query, text, t),
    ...wanted.flatMap((term) => suggestionOf(ctx, plan, query, term, words)),
  ].slice(0, MOST)
}

/** What names a value exactly comes before what only contains the text; order holds otherwise. */
function bySharpness(terms: SuggestedTerm[], fields: ReadonlyMap<string, { kind: string }>) {
  const blunt = ([name, operator]: SuggestedTerm) =>
    operator !== 'ilike' ? 0 : isRelation(fields.get(name)!.kind) ? 2 : 1
  return terms.toSorted((one, other) => blunt(one) - blunt(other))
}

function filtersNamed(
  { search }: ScreenPlan,
  { filters }: SearchQuery<string>,
  text: string,
  t: Translate
): Suggestion[] {
  return Object.entries(search.filters)
    .filter(([name, [title]]) => begins(title, text) && !filters.includes(name))
    .map(([name, [title]]) => ({
      label: t(filterGroup(name)),
      text: title,
      change: { filter: [...filters, name].join(',') },
    }))
}

/** Nothing where the asker may not ask this, or where no more fits into the address. */
function suggestionOf(
  { asker, registry }: HttpContext,
  { model }: ScreenPlan,
  query: SearchQuery<string>,
  term: SuggestedTerm,
  words: Parameters<typeof facetsOf>[1]
): Suggestion[] {
  try {
    const { access } = registry
    const added = access.parse(asker, model, [term])
    const [facet] = facetsOf(added, words)
    const domain = withChoice(access.parse(asker, model, query.domain), added)
    const change = { domain: domainToUrl(toNotation(domain)) }
    return [{ label: facet!.label, text: facet!.value, change }]
  } catch (error) {
    if (error instanceof DomainError) return []
    throw error
  }
}
