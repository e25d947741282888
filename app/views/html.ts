const special = /[&<>"']/
const everySpecial = /[&<>"']/g
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const beyondLatin1 = /[^\u0000-\u00ff]/

/**
 * Text for an element's content or a quoted attribute. `null` and `undefined` give an empty string.
 * Most texts hold nothing to escape, so they are tested first and returned as they are.
 */
export function escape(value: unknown): string {
  const text =
    typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
  return special.test(text) ? text.replace(everySpecial, (character) => entities[character]) : text
}

/**
 * Escapes one of the product's own texts and writes characters beyond Latin-1 as entities. A single
 * such character in the frame would make the string of the whole page two bytes wide and slower to
 * send; so would what `replace` makes of a text with one, as it keeps the width of that.
 */
export function escapeText(value: string): string {
  const text = escape(value)
  return beyondLatin1.test(text) ? Array.from(text, inLatin1).join('') : text
}

function inLatin1(character: string): string {
  return beyondLatin1.test(character) ? `&#${character.codePointAt(0)};` : character
}

/** Names of attributes that were found to be sound: there are few of them. */
const names = new Set<string>()

function checkedName(name: string): string {
  if (/^[^\s"'<>/=\u0000-\u001f]+$/.test(name)) return name
  throw new RangeError(`"${name}" cannot be the name of an HTML attribute`)
}

/**
 * Attributes of an element, with a space before each: `null`, `undefined` and `false` are left out,
 * `true` gives the bare name, everything else is escaped. Throws when a name could end the tag.
 */
export function attributes(values: Record<string, unknown>): string {
  let written = ''
  for (const name in values) {
    const value = values[name]
    if (value === null || value === undefined || value === false) continue
    if (!names.has(name)) names.add(checkedName(name))
    written += value === true ? ` ${name}` : ` ${name}="${escape(value)}"`
  }
  return written
}
