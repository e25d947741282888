import type { HttpContext } from '@adonisjs/core/http'
import type { Part } from '../../views/declarations.ts'
import type { FormGroup, FormTab } from '../../views/form/types.ts'
import { drawField, type FieldsState } from './form_fields.ts'
import type { FormPlan } from './form_plan.ts'
import { drawLines } from './lines/draw_lines.ts'
import { MOST_LINES } from './lines/lines_reader.ts'

type AnyPart = Part<never>

/** Draws what stands on the sheet of a form: its sections, and the tabs below them. */
export class FormSheet {
  #ctx: HttpContext
  #plan: FormPlan
  #id: string | null

  constructor(ctx: HttpContext, plan: FormPlan, id: string | null) {
    this.#ctx = ctx
    this.#plan = plan
    this.#id = id
  }

  groups(state: FieldsState): FormGroup[] {
    const sections = this.#parts.filter(({ kind }) => kind === 'section')
    return sections.map(({ title, items }) => ({
      label: title!,
      hidden: isHidden(title!, state),
      fields: this.#fields(items, state),
    }))
  }

  tabs(state: FieldsState): FormTab[] {
    const tabs = this.#parts
      .filter(({ kind }) => kind === 'tabs')
      .flatMap(({ items }) => items as readonly AnyPart[])
    return tabs
      .filter((tab) => state.data.row || tab.items.some((item) => this.#begins(item)))
      .map((tab) => ({
        name: tab.name!,
        label: tab.title!,
        hidden: isHidden(tab.name!, state),
        count: this.#linesCount(tab, state),
        html: this.#fields(tab.items, state),
      }))
  }

  get #parts(): readonly AnyPart[] {
    return (this.#plan.tree.sheet as readonly (AnyPart | string)[]).filter(isPart)
  }

  #fields(items: readonly unknown[], state: FieldsState): string {
    return items
      .map((item) =>
        typeof item === 'string'
          ? drawField(item, this.#plan.fields.get(item)!, state)
          : drawLines(this.#ctx, this.#plan, item as AnyPart, state, this.#id)
      )
      .join('')
  }

  /** Whether a part has something to say about a record that is not there yet. */
  #begins(item: AnyPart | string): boolean {
    return !isPart(item) || !!this.#plan.lines.get(item.name!)?.editable
  }

  #linesCount(tab: AnyPart, { data, page }: FieldsState): string | null {
    const lines = tab.items.filter(isPart).find(({ kind }) => kind === 'lines')
    const rows = lines && data.lines.get(lines.name!)?.rows
    if (!rows) return null
    const shown = page.formats.number(Math.min(rows.length, MOST_LINES))
    return rows.length > MOST_LINES ? `${shown}+` : shown
  }
}

function isPart(item: AnyPart | string): item is AnyPart {
  return typeof item !== 'string'
}

/** Whether a section or a tab is not shown while these texts stand in the form. */
function isHidden(name: string, { data: { rules }, texts }: FieldsState): boolean {
  return rules?.says('parts', name, 'visible', texts) === false
}
