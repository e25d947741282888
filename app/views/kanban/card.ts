import { DateTime } from 'luxon'
import { isNumber, isRelation } from '../../domains/operators.ts'
import { digitsOf, type Field } from '../../domains/fields.ts'
import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import { badgeCell, tagMark, type Tone } from '../list/cells.ts'
import type { CellFormats } from '../list/rows.ts'
import { initialsOf, toneOf } from '../people.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { cardValueOf, type CardValue } from './card_fields.ts'
import type { CardField } from './declarations.ts'

export type Row = Readonly<Record<string, unknown>>
type Draw = (row: Row) => string

/** Where on the card something stands. */
type Place = 'line' | 'tags' | 'figure' | 'mark' | 'note' | 'corner'

/** A field of a card with its declaration. */
export interface CardPart extends Omit<CardField, 'as'> {
  field: Field
  as: CardField['as'] | 'location'
}

/** What a card depends on beside its record. */
export interface CardOptions {
  parts: readonly CardPart[]
  /** The field that heads the card. */
  title: string
  /** Address of the records' pages without the id. */
  href: string
  color: { name: string; field: Field } | null
  formats: CellFormats
  money: (value: number) => string
  /** Place of each location among those of the user, for its tone. */
  locationKinds: ReadonlyMap<string, number>
  /** Where the place of a card is asked for; null where cards cannot be moved. */
  placeHref: ((id: string) => string) | null
  /** The day that it is for the reader. */
  today: DateTime
  t: Translate
  /** Writes what stands below the heading instead of the house, or null where it cannot. */
  template: ((state: CardState) => string | null) | null
}

/** What a template of a card is given. */
export interface CardState {
  id: string
  href: string
  title: string
  /** The fields that stand on the card, by name, without those that the reader may not see. */
  fields: Readonly<Record<string, CardValue>>
  t: Translate
}

/** Compiles the fields into one function that writes a card. */
export function compileCard(options: CardOptions): (row: Row) => string {
  const t = escapedTexts(options.t)
  const drawn = options.parts.map((part) => [part, drawOf(part, options, t)] as const)
  const plain = plainBody(drawn)
  const written = options.template ? writtenBody(drawn, options) : () => null
  const edge = edgeOf(options)
  const move = moveLink(options, t)
  return (row) => {
    const id = String(row.id)
    const name = escape(String(row[options.title] ?? '') || '\u2013')
    const { className, words } = edge(row)
    return (
      `<article class="card${className}" id="card-${id}" key="${id}"><h3><a href="${escape(`${options.href}/${id}`)}">${name}</a>${words}</h3>${move(id, name)}` +
      `${written(row) ?? plain(row)}</article>`
    )
  }
}

type Drawn = readonly (readonly [part: CardPart, draw: Draw])[]

/** What stands below the heading, each kind of field at its place. */
function plainBody(drawn: Drawn): Draw {
  const of = (place: Place) => {
    const draws = drawn.flatMap(([part, draw]) => (placeOf(part) === place ? [draw] : []))
    return (row: Row) => draws.map((draw) => draw(row)).join('')
  }
  const [lines, tags, figures] = [of('line'), of('tags'), of('figure')]
  const [marks, notes, corner] = [of('mark'), of('note'), of('corner')]
  return (row) =>
    lines(row) +
    wrapped('<div class="tags">', tags(row), '</div>') +
    pair('<p class="row sm">', figures(row), marks(row), '</p>') +
    pair('<footer>', notes(row), corner(row), '</footer>')
}

/** The same as the template of a module writes it. */
function writtenBody(drawn: Drawn, options: CardOptions): (row: Row) => string | null {
  const known = drawn.map(([part, draw]) => [part.name, cardValueOf(part, draw, options)] as const)
  return (row) =>
    options.template!({
      id: String(row.id),
      href: `${options.href}/${String(row.id)}`,
      title: String(row[options.title] ?? ''),
      fields: Object.fromEntries(known.map(([name, valueOf]) => [name, valueOf(row)])),
      t: options.t,
    })
}

function moveLink({ placeHref }: CardOptions, t: Translate): (id: string, name: string) => string {
  if (!placeHref) return () => ''
  const [before, after] = t('ui.kanban.moveNamed', { name: '\u0007' }).split('\u0007')
  const drawing = icon('ellipsis-vertical')
  return (id, name) =>
    `<a class="btn btn--plain btn--sm btn--icon card__move" href="${escape(placeHref(id))}" aria-label="${before}${name}${after}">${drawing}</a>`
}

function wrapped(open: string, content: string, close: string) {
  return content && open + content + close
}

function pair(open: string, left: string, right: string, close: string) {
  return wrapped(open, left + wrapped('<span class="push row">', right, '</span>'), close)
}

function placeOf({ as, field }: CardPart): Place {
  if (as === 'badge' || field.kind === 'many2many' || field.kind === 'groups') return 'tags'
  if (as === 'stars') return 'mark'
  if (as === 'avatar' || as === 'location') return 'corner'
  if (as === 'due' || field.kind === 'date' || field.kind === 'datetime') return 'note'
  return isNumber(field.kind) ? 'figure' : 'line'
}

function drawOf(part: CardPart, options: CardOptions, t: Translate): Draw {
  switch (part.as) {
    case 'badge':
      return badges(part)
    case 'stars':
      return starsOf(part)
    case 'due':
      return dues(part, options, t)
    case 'avatar':
      return avatars(part)
    case 'location':
      return locations(part, options)
    case 'value':
      return values(part, options, t)
  }
}

function badges({ name, field }: CardPart): Draw {
  const { options = {}, tones = {} } = field.options
  return (row) => {
    const key = row[name] as string | null
    const tone = key ? tones[key] : null
    return key ? badgeCell(options[key], (tone === 'idle' ? null : tone) as Tone) : ''
  }
}

/** As many stars as the place of the option; the first is none. */
function starsOf({ name, field }: CardPart): Draw {
  const keys = Object.keys(field.options.options ?? {})
  const all = keys.length - 1
  const drawn = new Map(
    keys.map((key, count) => {
      const label = `${escape(field.options.label)}: ${escape(field.options.options![key])}`
      const on = icon('star', { class: 'on' }).repeat(count)
      return [
        key,
        `<span class="stars" role="img" aria-label="${label}">${on}${icon('star').repeat(all - count)}</span>`,
      ]
    })
  )
  return (row) => drawn.get(String(row[name])) ?? ''
}

function dues(
  { name, done, field }: CardPart,
  { formats, today }: CardOptions,
  t: Translate
): Draw {
  return (row) => {
    const value = row[name]
    if (!value) return ''
    const zone = today.zoneName ?? 'utc'
    const day =
      field.kind === 'date'
        ? DateTime.fromISO(String(value), { zone })
        : DateTime.fromJSDate(value as Date, { zone }).startOf('day')
    const days = Math.round(day.diff(today, 'days').days)
    const text = escape(formats.date(day.toISODate()))
    if (done && row[done]) return note('', icon('calendar'), text)
    if (days < 0) return note('bad ', icon('clock'), t('ui.kanban.late', { days: -days }))
    if (days === 0) return note('warn ', icon('clock'), t('ui.kanban.today'))
    return note('ok ', icon('calendar'), text)
  }
}

function note(className: string, drawing: string, text: string) {
  return `<span class="${className}row gap1">${drawing}${text}</span>`
}

function avatars({ name, field }: CardPart): Draw {
  return (row) => {
    const person = row[`${name}.title`] as string | null
    if (!person) return ''
    const text = escape(person)
    return `<span class="av k${toneOf(person)}" title="${text}" aria-hidden="true">${escape(initialsOf(person))}</span><span class="sr">${escape(field.options.label)}: ${text}</span>`
  }
}

function locations({ name }: CardPart, { locationKinds }: CardOptions): Draw {
  return (row) => {
    const place = row[`${name}.title`] as string | null
    if (!place) return ''
    const kind = locationKinds.get(String(row[name])) ?? 1
    const text = escape(place)
    return `<span class="loc loc--${kind}" title="${text}"><b aria-hidden="true">${escape(place.slice(0, 1).toUpperCase())}</b></span><span class="sr">${text}</span>`
  }
}

function values({ name, field }: CardPart, options: CardOptions, t: Translate): Draw {
  const { formats, money } = options
  const label = escape(field.options.label)
  switch (field.kind) {
    case 'many2many':
      return (row) =>
        ((row[name] as (string | null)[] | null) ?? [])
          .filter((title) => title !== null)
          .map((title) => tagMark(title, toneOf(title)))
          .join('')
    case 'money':
      return (row) =>
        figure(row[name], (value) => `<span class="money">${escape(money(value))}</span>`)
    case 'integer':
    case 'decimal': {
      const digits = digitsOf(field)
      return (row) =>
        figure(
          row[name],
          (value) => `<span>${label}: ${escape(formats.number(value, digits))}</span>`
        )
    }
    case 'date':
      return (row) => (row[name] ? note('', icon('calendar'), escape(formats.date(row[name]))) : '')
    case 'datetime':
      return (row) =>
        row[name] ? note('', icon('calendar'), escape(formats.datetime(row[name]))) : ''
    case 'boolean':
      return (row) => (row[name] === true ? line(`${label}: ${t('ui.yes')}`) : '')
    case 'selection':
      return (row) => line(escape(field.options.options?.[String(row[name])]))
    case 'phone':
      return (row) => line(row[name] ? escape(formats.phone(String(row[name]))) : '')
    default: {
      const key = isRelation(field.kind) ? `${name}.title` : name
      return (row) => line(escape(row[key]))
    }
  }
}

function figure(value: unknown, draw: (value: number) => string) {
  return value === null || value === undefined ? '' : draw(Number(value))
}

function line(html: string) {
  return html && `<p class="sm soft cut">${html}</p>`
}

/** The colour of the edge, and the same in words. */
function edgeOf({ color }: CardOptions) {
  if (!color) return () => ({ className: '', words: '' })
  const { options = {}, tones = {}, label } = color.field.options
  return (row: Row) => {
    const key = row[color.name] as string | null
    if (!key || !tones[key]) return { className: '', words: '' }
    const words = `<span class="sr">, ${escape(label)}: ${escape(options[key])}</span>`
    return { className: ` tone--${tones[key]}`, words }
  }
}
