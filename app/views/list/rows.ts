import { isRelation } from '../../domains/operators.ts'
import { digitsOf, type Field } from '../../domains/fields.ts'
import { escape, escapeText } from '../html.ts'
import { icon } from '../icons.ts'
import { initialsOf, toneOf } from '../people.ts'
import { rememberTextsOf } from '../remembered.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import {
  badgeCell,
  booleanCell,
  dateCell,
  linkCell,
  locationCell,
  nameCell,
  nothing,
  numberCell,
  ownerCell,
  pickCells,
  relationCell,
  tagsCell,
  textCell,
  type Tone,
} from './cells.ts'
import { openCell } from './columns.ts'
import type { ListColumn } from './types.ts'

export type Row = Record<string, unknown>

/** How values become text; `app/http/formats.ts` has the ones of a user. */
export interface CellFormats {
  date(value: unknown): string
  datetime(value: unknown): string
  number(value: number, digits?: number): string
  phone(value: string): string
}

/** A column with all that its cells need to know. */
export interface CellColumn extends ListColumn {
  field: Field
  /** `place` is the number of a list that people put in order, with what moves the row. */
  as: 'name' | 'value' | 'badge' | 'avatar' | 'location' | 'place'
  /** Address of a related record's page without its id, or null. */
  href: string | null
}

/** A mark on a row: its tone, and what it says. */
export interface Mark {
  tone: string
  label: string
}

interface RowOptions {
  /** The marks that `row.mark` names by their place. */
  marks?: readonly Mark[]
  columns: readonly CellColumn[]
  /** Address of the records' pages without the id. */
  href: string
  withPicks: boolean
  /** Organisations have square avatars, people round ones. */
  isOrganisation: boolean
  formats: CellFormats
  /** Place of each location among those of the user, for its tone. */
  locationKinds: ReadonlyMap<string, number>
  t: Translate
}

type Cell = (row: Row) => string

/**
 * Compiles the columns into one function that writes all rows. Everything that is the same for
 * every row is worked out here, once.
 */
export function compileRows(options: RowOptions): (rows: readonly Row[]) => string {
  const cells = options.columns.map((column): Cell => {
    const open = openCell(column)
    const content = cellOf(column, options)
    return (row) => `${open}${content(row)}</td>`
  })
  const main = options.columns[0]!.name
  const pick = options.withPicks ? pickCells(options.t) : null
  const opens = (options.marks ?? []).map(openMarked)
  return (rows) => {
    let html = ''
    for (const row of rows) {
      html += opens[row.mark as number] ?? '<tr>'
      if (pick) html += pick(String(row.id), String(row[main] ?? ''))
      for (const cell of cells) html += cell(row)
      html += '</tr>'
    }
    return html
  }
}

function openMarked({ tone, label }: Mark): string {
  return `<tr class="marked marked--${tone}" title="${escape(label)}">`
}

/** The sign of a mark, in front of the name. */
function signOf({ tone, label }: Mark): string {
  return `<span class="mark ${tone === 'idle' ? 'muted' : tone}">${icon('flag')}<span class="sr">${escapeText(label)}</span></span>`
}

function cellOf(column: CellColumn, options: RowOptions): Cell {
  const { name, field } = column
  switch (column.as) {
    case 'name':
      return nameCellOf(column, options)
    case 'badge':
      return badges(column)
    case 'avatar':
      return owners(`${name}.title`)
    case 'location':
      return locations(column, options)
    case 'place':
      return places(column, options)
    case 'value':
      if (field.kind === 'groups') return groups(column)
      return isRelation(field.kind) ? relations(column) : values(column, options)
  }
}

function nameCellOf({ name }: CellColumn, options: RowOptions): Cell {
  const { href, isOrganisation, marks = [] } = options
  const signs = marks.map(signOf)
  return (row) => {
    const title = String(row[name] ?? '')
    const address = `${href}/${String(row.id)}`
    const sign = signs[row.mark as number] ?? ''
    return sign + nameOf(title, address, isOrganisation)
  }
}

function nameOf(title: string, address: string, isOrganisation: boolean): string {
  return title
    ? nameCell(title, address, initialsOf(title), toneOf(title), isOrganisation)
    : linkCell('\u2013', address)
}

function owners(key: string): Cell {
  const draw = rememberTextsOf((person) => ownerCell(person, initialsOf(person), toneOf(person)))
  return (row) => draw((row[key] as string | null) ?? '')
}

function locations({ name }: CellColumn, { locationKinds }: RowOptions): Cell {
  const key = `${name}.title`
  const drawn = new Map<number, (title: string) => string>()
  return (row) => {
    const kind = locationKinds.get(row[name] as string) ?? 1
    let draw = drawn.get(kind)
    if (!draw) {
      draw = rememberTextsOf((title) => locationCell(title.slice(0, 1).toUpperCase(), title, kind))
      drawn.set(kind, draw)
    }
    return draw((row[key] as string | null) ?? '')
  }
}

function badges({ name, field }: CellColumn): Cell {
  const made = new Map<unknown, string>()
  const { options = {}, tones = {} } = field.options
  for (const [key, label] of Object.entries(options)) {
    const tone = tones[key]
    made.set(key, badgeCell(label, ((tone === 'idle' ? null : tone) as Tone) ?? null))
  }
  return (row) => made.get(row[name]) ?? nothing
}

/** A handle to drag the row by, and a button for a step up and down each. */
function places(column: CellColumn, options: RowOptions): Cell {
  const main = options.columns[0]!.name
  const number = values(column, options)
  const texts = escapedTexts(options.t)
  const step = (row: Row, to: 'up' | 'down') => {
    const id = String(row.id)
    const label = texts(`ui.columns.${to}`, { name: String(row[main] ?? '') })
    return `<button class="btn btn--plain btn--sm btn--icon" form="sequence" id="${to}-${id}" data-id="${id}" formaction="${options.href}/${id}/sequence?_method=PUT" name="step" value="${to}" aria-label="${label}">${icon(`arrow-${to}`)}</button>`
  }
  const grip = `<span class="drag js-only">${icon('grip-vertical')}</span>`
  return (row) =>
    `<span class="row moves">${grip}${step(row, 'up')}${step(row, 'down')}${number(row)}</span>`
}

function groups({ name, field }: CellColumn): Cell {
  const titles = field.options.options ?? {}
  return (row) => {
    const labels = ((row[name] as string[] | null) ?? []).map((key) => titles[key] ?? key)
    return tagsCell(labels.map((label) => ({ label, tone: toneOf(label) })))
  }
}

function relations({ name, field, href }: CellColumn): Cell {
  if (field.kind === 'many2many') {
    return (row) => {
      const titles = ((row[name] as (string | null)[] | null) ?? []).filter(
        (title) => title !== null
      )
      return tagsCell(titles.map((label) => ({ label, tone: toneOf(label) })))
    }
  }
  return (row) => {
    const title = row[`${name}.title`] as string | null
    return relationCell(title, href && title ? `${href}/${String(row[name])}` : null)
  }
}

function values({ name, field }: CellColumn, { formats, t }: RowOptions): Cell {
  const text = (row: Row) => row[name] as string | null
  switch (field.kind) {
    case 'phone':
      return (row) => textCell(text(row) && formats.phone(text(row)!))
    case 'date':
      return (row) => dateCell(formats.date(row[name]))
    case 'datetime':
      return (row) => dateCell(formats.datetime(row[name]))
    case 'boolean': {
      const [yes, no] = [t('ui.yes'), t('ui.no')]
      return (row) => booleanCell(row[name] as boolean, yes, no)
    }
    case 'selection': {
      const labels = new Map(Object.entries(field.options.options ?? {}))
      return (row) => textCell(labels.get(String(row[name])))
    }
    case 'integer':
    case 'decimal':
    case 'money': {
      const digits = digitsOf(field)
      return (row) => {
        const value = row[name]
        if (value === null || value === undefined) return nothing
        return numberCell(formats.number(Number(value), digits), Number(value) === 0)
      }
    }
    default:
      return (row) => textCell(text(row))
  }
}
