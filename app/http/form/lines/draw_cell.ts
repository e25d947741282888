import { digitsOf, shownAs, targetOf, type Field } from '../../../domains/fields.ts'
import { isMoment, isNumber } from '../../../domains/operators.ts'
import type { Model } from '../../../models/model.ts'
import { fieldId } from '../../../views/form/field.ts'
import { lineBox, lineChoice, lineInput, lineRelation } from '../../../views/form/line_controls.ts'
import type { FormField } from '../../../views/form/types.ts'
import { escape } from '../../../views/html.ts'
import { badgeCell, textCell, type Tone } from '../../../views/list/cells.ts'
import { choices, controlText, type FieldsState } from '../form_fields.ts'
import type { Row } from '../form_reader.ts'
import { newOption } from '../new_option.ts'
import { namedKey } from './line_texts.ts'

/** One cell of a line: which field of which line, and how it is written. */
export interface Cell {
  key: string
  column: string
  field: Field
  /** What is said of the control: the column and the number of the line. */
  spoken: string
  /** The stored line; null for a new one. */
  row: Row | null
  required: boolean
}

/** The control of a cell. */
export function drawCell(cell: Cell, state: FieldsState): string {
  const { key, field } = cell
  const base: FormField = {
    name: key,
    label: field.options.label,
    spoken: cell.spoken,
    value: controlText(field, state.texts[key] ?? '', state.page),
    help: null,
    error: state.errors[key] ?? null,
    required: cell.required,
    readonly: false,
    unsaved: false,
    maxLength: field.options.size,
  }
  const size = isMoment(field.kind) ? null : roomOf(field, base.value)
  switch (field.kind) {
    case 'boolean':
      return lineBox(base)
    case 'selection':
      return lineChoice({ ...base, options: choices(field) })
    case 'many2one':
      return drawRelation(cell, base, state)
    case 'integer':
      return lineInput(base, { type: 'text', inputmode: 'numeric', size })
    case 'decimal':
    case 'money':
      return lineInput(base, { type: 'text', inputmode: 'decimal', size })
    default:
      return lineInput(base, { type: controls[field.kind] ?? 'text', size })
  }
}

/** A column asks for room for its longest value, within these numbers of characters. */
const LEAST_ROOM: Readonly<Record<string, number>> = { email: 20, url: 20, phone: 14 }
const MOST_ROOM = 32

function roomOf({ kind }: Field, { length }: string): number {
  return Math.min(Math.max(length, LEAST_ROOM[kind] ?? 8), MOST_ROOM)
}

const controls: Readonly<Record<string, string>> = {
  email: 'email',
  phone: 'tel',
  url: 'url',
  date: 'date',
  datetime: 'datetime-local',
}

function drawRelation(cell: Cell, base: FormField, state: FieldsState): string {
  const { column, row, key, field } = cell
  const { registry } = state
  const unclear = state.unclear.get(key)
  const text = unclear?.text ?? state.texts[namedKey(key)] ?? String(row?.[`${column}.title`] ?? '')
  const [lines] = key.split('.')
  const address = `${state.href}/options/${lines}.${column}`
  const home = registry.home.get(targetOf(field) as unknown as typeof Model)
  const isStored = home && text && base.value !== '' && row?.[column] === base.value
  const relation = {
    text,
    href: isStored ? `${home.href}/${base.value}` : null,
    options: unclear?.options ?? [],
    search: address,
    create: state.creates ? newOption(registry, state, field) : null,
  }
  return lineRelation({ ...base, ...relation }, address, state.page.t)
}

/** A computed value of a line that is edited, with the name by which it is replaced. */
export function computedCell(
  key: string,
  model: typeof Model,
  name: string,
  row: Row | null,
  state: Pick<FieldsState, 'page'>
): string {
  const value = row?.[name] ?? null
  const html = value === null ? textCell(null) : stillCell(model, name, row!, state)
  return `<span class="value" id="${escape(fieldId(key))}">${html}</span>`
}

/** A value of a line that is only read. */
export function stillCell(
  model: typeof Model,
  name: string,
  row: Row,
  state: Pick<FieldsState, 'page'>
): string {
  const field = shownAs(model.allFields[name]!)
  const value = row[name]
  const { formats, t } = state.page
  switch (field.kind) {
    case 'selection': {
      const tone = field.options.tones?.[String(value)]
      return badgeCell(
        field.options.options?.[String(value)],
        (tone === 'idle' || !tone ? null : tone) as Tone
      )
    }
    case 'boolean':
      return escape(t(value ? 'ui.yes' : 'ui.no'))
    case 'many2one':
      return textCell(row[`${name}.title`] as string | null)
    case 'date':
      return textCell(formats.date(value) || null)
    case 'datetime':
      return textCell(formats.datetime(value) || null)
    case 'integer':
    case 'decimal':
    case 'money':
      return textCell(value === null ? null : formats.number(Number(value), digitsOf(field)))
    default:
      return textCell(value === null || value === undefined ? null : String(value))
  }
}

/** Whether the figures of a column stand at its right. */
export function isFigure(field: Field): boolean {
  return isNumber(shownAs(field).kind)
}
