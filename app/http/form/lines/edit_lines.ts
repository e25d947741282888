import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../../access/records.ts'
import { renderLinesEditor } from '../../../views/form/lines_editor.ts'
import type { LineRow } from '../../../views/form/types.ts'
import type { FieldsState } from '../form_fields.ts'
import type { Row } from '../form_reader.ts'
import { allLines } from './all_lines.ts'
import { computedCell, drawCell, isFigure, stillCell } from './draw_cell.ts'
import { cellsOf, isBlank, lineKey, linesIn, newLineTexts, REMOVED } from './line_texts.ts'
import { SEQUENCE, writtenFields, type LinesPlan } from './lines_plan.ts'
import { MOST_LINES, type LinesData } from './lines_reader.ts'

/** The lines of a record as a table to type into, with an empty one at its end. */
export function editLines(
  { registry }: HttpContext,
  name: string,
  plan: LinesPlan,
  data: LinesData | null,
  state: FieldsState,
  recordId: string | null
): string {
  const records = new Records(plan.target, registry.access)
  const editor = new LinesDrawing(name, plan, data, state, registry.home.get(plan.target)?.href)
  const stored = (data?.rows ?? []).slice(0, MOST_LINES)
  const rows = [
    ...stored.map((row) => editor.stored(row)),
    ...(records.allows('create') ? editor.added(stored) : []),
  ]
  const hasMore = recordId !== null && (data?.rows.length ?? 0) > MOST_LINES
  return renderLinesEditor(
    {
      name,
      label: plan.field.options.label,
      columns: editor.columns.map(([column, field]) => ({
        label: field.options.label,
        align: isFigure(field) ? 'right' : 'left',
        required: writtenFields(plan).has(column) && !!field.options.required,
      })),
      isOrdered: editor.isMoved,
      rows,
      canAdd: records.allows('create'),
      removeLabel: state.page.t(plan.isLoose ? 'ui.form.lines.remove' : 'ui.form.lines.delete'),
      more: hasMore ? allLines(registry.home, plan.field, plan.target, recordId, state) : null,
    },
    state.page.t
  )
}

/** Lines on their way to the page, numbered as they come. */
class LinesDrawing {
  #name: string
  #plan: LinesPlan
  #data: LinesData | null
  #state: FieldsState
  #home: string | undefined
  #number = 0

  constructor(
    name: string,
    plan: LinesPlan,
    data: LinesData | null,
    state: FieldsState,
    home: string | undefined
  ) {
    this.#name = name
    this.#plan = plan
    this.#data = data
    this.#state = state
    this.#home = home
  }

  /** The columns, without the number that only orders the lines. */
  get columns() {
    return [...this.#plan.editable!].filter(([column]) => column !== SEQUENCE || !this.isMoved)
  }

  /** Whether the lines can be moved. */
  get isMoved() {
    return this.#plan.isOrdered && writtenFields(this.#plan).has(SEQUENCE)
  }

  /** A line that is stored; one that the asker may not change is only shown. */
  stored(row: Row): LineRow {
    const id = String(row.id)
    const key = lineKey(this.#name, id)
    const { written, removed } = this.#data!
    const isWritten = !written || written.has(id)
    const canRemove = this.#plan.isLoose ? isWritten : !removed || removed.has(id)
    const title = String(row[this.#plan.target.titleField] ?? '')
    return {
      ...this.#line(key, id, isWritten ? 'written' : 'read', row),
      open: this.#home ? { href: `${this.#home}/${id}`, name: title } : null,
      canRemove,
      isRemoved: this.#state.texts[key] === REMOVED,
      unsaved: this.#differs(id),
    }
  }

  /** The lines that somebody has begun and not saved, and an empty one. */
  added(stored: readonly Row[]): LineRow[] {
    const { texts } = this.#state
    const plans = new Map([[this.#name, this.#plan]])
    const begun = linesIn(plans, texts).filter(
      (line) => line.isNew && texts[line.key] !== REMOVED && !isBlank(line, texts)
    )
    const last = Math.max(0, ...begun.map(({ id }) => Number(id.slice('new'.length))))
    const rows = begun.map(({ id, key }) => ({ ...this.#line(key, id, 'written'), unsaved: true }))
    const id = `new${last + 1}`
    const place = String(Math.max(0, ...stored.map((row) => Number(row[SEQUENCE] ?? 0))) + 10)
    const fresh = { ...newLineTexts(this.#plan), ...(this.isMoved ? { [SEQUENCE]: place } : {}) }
    for (const [column, text] of Object.entries(fresh)) {
      texts[lineKey(this.#name, id, column)] ??= text
    }
    return [...rows, this.#line(lineKey(this.#name, id), id, 'empty')]
  }

  #line(key: string, id: string, use: 'written' | 'read' | 'empty', row: Row | null = null) {
    const number = ++this.#number
    const written = writtenFields(this.#plan)
    const draw = (column: string) => {
      const field = this.#plan.editable!.get(column)!
      const { target } = this.#plan
      if (field.kind === 'computed' && use !== 'read') {
        const now = this.#state.computedLines?.get(key) ?? row
        return computedCell(lineKey(this.#name, id, column), target, column, now, this.#state)
      }
      if (use === 'read' || !written.has(column)) {
        return row ? stillCell(target, column, row, this.#state) : ''
      }
      const { t } = this.#state.page
      const spoken = `${field.options.label}, ${t('ui.form.lines.line', { number })}`
      const required = use === 'written' && !!field.options.required
      const cell = { key: lineKey(this.#name, id, column), column, field, spoken, row, required }
      return drawCell(cell, this.#state)
    }
    return {
      key,
      number,
      open: null,
      cells: this.columns.map(([column]) => draw(column)),
      place: this.isMoved ? draw(SEQUENCE) : null,
      canRemove: true,
      isRemoved: false,
      unsaved: false,
    }
  }

  #differs(id: string): boolean {
    const { texts, saved } = this.#state
    const key = lineKey(this.#name, id)
    const line = { key, name: this.#name, plan: this.#plan, id, isNew: false }
    const cells = Object.keys(cellsOf(line, texts)).map((column) => lineKey(this.#name, id, column))
    return [key, ...cells].some((cell) => (texts[cell] ?? '') !== (saved[cell] ?? ''))
  }
}
