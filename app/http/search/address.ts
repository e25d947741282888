import type { ScreenPlan } from './screen_plan.ts'

/** What only one page of a screen needs, so that it does not outlive a change of the search. */
const OF_ONE_PAGE = ['place', 'page']

/**
 * The address of a screen with some parts changed, whichever view wrote the rest. `params` is what
 * stands after the question mark; a change to nothing leaves the part out.
 */
export function changedAddress(
  { href }: ScreenPlan,
  params: string,
  change: Readonly<Record<string, string | null>>
): string {
  const query = new URLSearchParams(params)
  for (const name of OF_ONE_PAGE) query.delete(name)
  for (const [name, value] of Object.entries(change)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  return query.size > 0 ? `${href}?${queryText(query)}` : href
}

/**
 * What stands after a question mark. Commas and colons stay as they are, so that people can read
 * `columns=name,email` and `group=createdAt:month`. Half a character, as of a text that was cut, becomes
 * the sign for one that is lost.
 */
export function queryText(params: Iterable<readonly [name: string, value: string]>): string {
  let text = ''
  for (const [name, value] of params) text += `${text && '&'}${written(name)}=${written(value)}`
  return text
}

const escapes: Record<string, string> = { '%20': '+', '%2C': ',', '%3A': ':' }

/** What stands in an address as it is. */
const plain = /^[\w.,:-]*$/

function written(text: string): string {
  if (plain.test(text)) return text
  const encoded = encodeURIComponent(text.toWellFormed())
  return encoded.replaceAll(/%(?:20|2C|3A)/g, (escape) => escapes[escape]!)
}
