import { hasChoice, withChoice, withoutChoice } from '../../domains/parts.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Field } from '../../domains/fields.ts'
import { toNotation } from '../../domains/notation.ts'
import { domainToUrl } from '../../domains/url.ts'
import { valueWords } from '../../domains/value_words.ts'
import type { RangeMenu } from '../../views/search/types.ts'
import { momentFields } from './asked_fields.ts'
import type { ScreenPlan } from './screen_plan.ts'
import type { SearchWords } from './search_facets.ts'
import type { SearchQuery } from './search_query.ts'

const PAST = ['today', 'this_week', 'this_month', 'last_month', 'this_quarter', 'this_year']
const RECENT = ['last_30_days']
const AHEAD = ['next_week', 'next_month']

/**
 * For each day and moment that the screen shows, the stretches of time to filter by, in words.
 * Several of one field are choices. What nobody writes, such as when a record was created, has no
 * future.
 */
export function rangeMenus(
  plan: ScreenPlan,
  query: SearchQuery<string>,
  words: SearchWords
): RangeMenu[] {
  const fields = momentFields(plan)
  if (fields.length === 0) return []
  const domain = words.parse(query.domain)
  return fields.map(([name, field]) => ({
    label: field.options.label,
    name,
    action: `${plan.href}/range`,
    screen: query.address,
    links: periodsOf(field).map((period) => {
      const choice = words.parse([[name, '=', period]])
      const active = hasChoice(domain, choice)
      const changed = active ? withoutChoice(domain, choice) : withChoice(domain, choice)
      return {
        label: capitalized(valueWords(field, period, words)),
        active,
        href: query.href({ domain: urlOf(changed) }),
      }
    }),
  }))
}

function periodsOf({ options }: Field): string[] {
  return options.readonly ? [...PAST, ...RECENT] : [...PAST, ...AHEAD, ...RECENT]
}

function urlOf(domain: DomainNode): string | null {
  return domain.kind === 'always' ? null : domainToUrl(toNotation(domain))
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
