import type { HttpRequest } from '@adonisjs/core/http'
import type { DecimalPoint } from '../../../domains/number_text.ts'
import { isUuid } from '../../../environment/scope.ts'
import { postedTexts, textsOfRow, type FieldTexts } from '../field_texts.ts'
import type { FormData, Row } from '../form_reader.ts'
import { SEQUENCE, writtenFields, type LinesPlan } from './lines_plan.ts'

type Plans = ReadonlyMap<string, LinesPlan>

/** Stands in the text of a line that is to be removed. */
export const REMOVED = 'remove'

const NEW_LINE = /^new\d{1,6}$/

/**
 * A line among the texts of a form. Its key `contacts.<id>` holds whether it is to be removed, and the
 * keys `contacts.<id>.email` hold its cells; a new line has `new1`, `new2` … for its id.
 */
export interface Line {
  key: string
  /** Name of the one2many. */
  name: string
  plan: LinesPlan
  id: string
  isNew: boolean
}

/** The key of a line, and of one of its cells. */
export function lineKey(name: string, id: string, column?: string): string {
  return column === undefined ? `${name}.${id}` : `${name}.${id}.${column}`
}

/** Where the text stands by which a cell names a record. */
export function namedKey(cell: string): string {
  return `${cell}_text`
}

/** The lines that texts of a form speak about, in their order; others are nobody's. */
export function linesIn(plans: Plans, texts: FieldTexts): Line[] {
  const lines = new Map<string, Line>()
  if (plans.size === 0) return []
  for (const text of Object.keys(texts)) {
    const [name, id] = text.split('.') as [string, string | undefined]
    const plan = id === undefined ? undefined : plans.get(name)
    if (!plan?.editable || !id) continue
    const isNew = NEW_LINE.test(id)
    const key = lineKey(name, id)
    if (isNew || isUuid(id)) lines.set(key, { key, name, plan, id, isNew })
  }
  return [...lines.values()]
}

/** What was posted for the lines of a form. */
export function postedLines(request: HttpRequest, plans: Plans, point: DecimalPoint): FieldTexts {
  const lines = linesIn(plans, request.body() as FieldTexts)
  return Object.assign({}, ...lines.map((line) => postedLine(request, line, point))) as FieldTexts
}

/** What was posted for one line. */
export function postedLine(request: HttpRequest, line: Line, point: DecimalPoint): FieldTexts {
  const { key, name, plan, id } = line
  const body = request.body() as FieldTexts
  const cells = [...writtenFields(plan)].map(
    ([column, field]) => [lineKey(name, id, column), field] as const
  )
  const texts = postedTexts(request, new Map(cells), point)
  texts[key] = body[key] === REMOVED ? REMOVED : ''
  for (const [cell, { kind }] of cells) {
    const named = body[namedKey(cell)]
    if (kind === 'many2one' && typeof named === 'string') texts[namedKey(cell)] = named
  }
  return texts
}

/** The lines of stored rows as texts. */
export function textsOfLines(
  name: string,
  plan: LinesPlan,
  rows: readonly Row[],
  timeZone: string
): FieldTexts {
  const written = writtenFields(plan)
  const texts: FieldTexts = {}
  for (const row of rows) {
    const id = String(row.id)
    texts[lineKey(name, id)] = ''
    for (const [column, text] of Object.entries(textsOfRow(written, row, timeZone))) {
      texts[lineKey(name, id, column)] = text
    }
  }
  return texts
}

/** All lines of a form that are edited on it, as they are saved. */
export function savedLines(plans: Plans, { lines }: FormData, timeZone: string): FieldTexts {
  const texts: FieldTexts = {}
  for (const [name, plan] of plans) {
    if (plan.editable) {
      Object.assign(texts, textsOfLines(name, plan, lines.get(name)?.rows ?? [], timeZone))
    }
  }
  return texts
}

/** What a new line begins with. */
export function newLineTexts({ editable }: LinesPlan): FieldTexts {
  const entries = [...(editable ?? [])].map(([column, { kind, options }]): [string, string] => {
    if (kind === 'boolean') return [column, options.default ? '1' : '0']
    return [column, options.default === undefined ? '' : String(options.default)]
  })
  return Object.fromEntries(entries)
}

/** The cells of a line by the names of their fields. */
export function cellsOf({ name, plan, id }: Line, texts: FieldTexts): FieldTexts {
  const cells = [...writtenFields(plan).keys()]
    .map((column): [string, string | undefined] => [column, texts[lineKey(name, id, column)]])
    .filter((cell): cell is [string, string] => cell[1] !== undefined)
  return Object.fromEntries(cells)
}

/** Whether nobody has typed anything into a new line: it is then not meant to be one. */
export function isBlank(line: Line, texts: FieldTexts): boolean {
  const begun = newLineTexts(line.plan)
  return Object.entries(cellsOf(line, texts)).every(
    ([column, text]) => column === SEQUENCE || text.trim() === '' || text === begun[column]
  )
}
