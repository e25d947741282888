import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'

/** States that a badge can report; null is neutral. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'accent' | null

/** What a cell shows where there is nothing: an en dash. */
export const nothing = '<span class="muted">&#8211;</span>'

/** Longer texts may be cut off where room is short, so that a pointer shows them whole. */
const SURELY_WHOLE = 18

function titleOf(text: string, surelyWhole = SURELY_WHOLE): string {
  return text.length > surelyWhole ? ` title="${escape(text)}"` : ''
}

/** Cell with a row's tick box, `<td>` included. Made once for a language. */
export function pickCells(t: Translate): (id: string, name: string) => string {
  const [before, after] = escapedTexts(t)('ui.list.select', { name: '\u0007' }).split('\u0007')
  return (id, name) =>
    `<td class="pick m-pick"><label><input type="checkbox" name="ids[]" value="${escape(id)}" aria-label="${before}${escape(name)}${after}"></label></td>`
}

/** Name of the record as a link, led by its avatar: people round, organisations square. */
export function nameCell(
  name: string,
  href: string,
  initials: string,
  tone: number,
  organisation: boolean
): string {
  return `<span class="row">${avatar(initials, tone, organisation)}<a href="${escape(href)}" class="cut"${titleOf(name)}>${escape(name)}</a></span>`
}

/** Name of the record as a link without an avatar. */
export function linkCell(name: string, href: string): string {
  return `<a href="${escape(href)}">${escape(name)}</a>`
}

/** Any text. */
export function textCell(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return nothing
  const title = titleOf(value)
  return title ? `<span${title}>${escape(value)}</span>` : escape(value)
}

/** The one state of a record. Labels come from a selection, so keep the result for each option. */
export function badgeCell(label: string | null | undefined, tone: Tone): string {
  if (!label) return nothing
  return `<span class="badge${tone ? ` badge--${tone}` : ''}"${titleOf(label, 11)}>${escape(label)}</span>`
}

/** Free labels on one line. */
export function tagsCell(tags: readonly { label: string; tone: number }[]): string {
  if (tags.length === 0) return ''
  const title = titleOf(tags.map(({ label }) => label).join(', '))
  let html = `<span class="tags tags--line"${title}>`
  for (const tag of tags) html += tagMark(tag.label, tag.tone)
  return html + '</span>'
}

/** One free label with its coloured bar; tones are 1 to 6. */
export function tagMark(label: string, tone: number): string {
  return `<span class="tag k${tone}">${escape(label)}</span>`
}

/** A formatted number; zero is muted. */
export function numberCell(formatted: string | null | undefined, isZero: boolean): string {
  if (!formatted) return nothing
  return isZero ? `<span class="muted">${escape(formatted)}</span>` : escape(formatted)
}

/** A date in words of the user's language and zone. */
export function dateCell(formatted: string | null | undefined): string {
  return formatted ? escape(formatted) : nothing
}

/** A tick for true and a dash for false, with words for those who cannot see them. */
export function booleanCell(value: boolean | null | undefined, yes: string, no: string): string {
  return value
    ? `${icon('check')}<span class="sr">${escape(yes)}</span>`
    : `<span class="muted" aria-hidden="true">&#8211;</span><span class="sr">${escape(no)}</span>`
}

/** The record that a many2one points to, as a link where there is an address. */
export function relationCell(label: string | null | undefined, href: string | null): string {
  if (!label) return nothing
  if (!href) return textCell(label)
  return `<a class="bare" href="${escape(href)}"${titleOf(label)}>${escape(label)}</a>`
}

/** Letter of a location in a square, and its name. Kinds are 1 to 6. */
export function locationCell(
  letter: string,
  name: string | null | undefined,
  kind: number
): string {
  if (!name) return nothing
  return `<span class="loc loc--${kind}"${titleOf(name, 8)}><b aria-hidden="true">${escape(letter)}</b>${escape(name)}</span>`
}

/** The avatar of a person alone, the name as its title. */
export function ownerCell(name: string | null | undefined, initials: string, tone: number): string {
  if (!name) return nothing
  const text = escape(name)
  return `<span class="av k${tone}" title="${text}" aria-hidden="true">${escape(initials)}</span><span class="sr">${text}</span>`
}

/** Initials on a ground of the tone, 1 to 6. */
export function avatar(initials: string, tone: number, organisation: boolean, size = ''): string {
  return `<span class="av${organisation ? ' av--org' : ''}${size && ` av--${size}`} k${tone}" aria-hidden="true">${escape(initials)}</span>`
}
