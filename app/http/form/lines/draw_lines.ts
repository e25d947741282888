import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../../access/records.ts'
import type { Part } from '../../../views/declarations.ts'
import { renderLines } from '../../../views/form/lines.ts'
import { escape } from '../../../views/html.ts'
import type { FieldsState } from '../form_fields.ts'
import type { FormPlan } from '../form_plan.ts'
import { allLines } from './all_lines.ts'
import { stillCell } from './draw_cell.ts'
import { editLines } from './edit_lines.ts'
import { MOST_LINES, type LinesData } from './lines_reader.ts'
import type { LinesPlan } from './lines_plan.ts'

/** The records of a one2many as a table: to type into where the asker may, else one of links. */
export function drawLines(
  ctx: HttpContext,
  plan: FormPlan,
  part: Part<never>,
  state: FieldsState,
  id: string | null
): string {
  const line = plan.lines.get(part.name!)
  if (!line) return ''
  const data = state.data.lines.get(part.name!)
  if (line.editable && state.canWrite && (data || id === null)) {
    return editLines(ctx, part.name!, line, data ?? null, state, id)
  }
  return data && id ? readLines(ctx, line, data, state, id) : ''
}

function readLines(
  { registry }: HttpContext,
  { field, target, columns }: LinesPlan,
  { rows }: LinesData,
  state: FieldsState,
  id: string
): string {
  const records = new Records(target, registry.access)
  const home = registry.home.get(target)
  const { t } = state.page
  const canAdd = home?.form && records.allows('create')
  return renderLines(
    {
      label: field.options.label,
      columns: columns.map((name) => ({
        label: target.allFields[name]!.options.label,
        align: 'left',
      })),
      rows: rows.slice(0, MOST_LINES).map((row) => ({
        href: home ? `${home.href}/${String(row.id)}` : null,
        cells: columns.map((name, index) =>
          index === 0
            ? escape(String(row[name] ?? '')) || '&#8211;'
            : stillCell(target, name, row, state)
        ),
      })),
      empty: t('ui.form.noLines', { records: target.labels.many }),
      newHref: canAdd ? `${home.href}/new?${field.inverse}=${id}` : null,
      newLabel: t('ui.list.new', { record: target.labels.one }),
      more: rows.length > MOST_LINES ? allLines(registry.home, field, target, id, state) : null,
    },
    t
  )
}
