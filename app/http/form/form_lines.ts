import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type One2Many } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Part } from '../../views/declarations.ts'
import { renderLines } from '../../views/form/lines.ts'
import { badgeCell, dateCell, textCell, type Tone } from '../../views/list/cells.ts'
import { escape } from '../../views/html.ts'
import { MOST_LINES, type Row } from './form_reader.ts'
import type { FieldsState } from './form_fields.ts'
import type { FormPlan } from './form_plan.ts'

/** The records of a one2many as a table of links; a new record has none yet. */
export function drawLines(
  { registry, asker }: HttpContext,
  plan: FormPlan,
  part: Part<never>,
  state: FieldsState,
  id: string | null
): string {
  const line = plan.lines.get(part.name!)
  const rows = state.data.lines.get(part.name!)
  if (!line || !rows) return ''
  const target = targetOf(line.field) as unknown as typeof Model
  const records = new Records(target, registry.access)
  const home = registry.home.get(target)
  const columns = line.columns.filter((name) => registry.access.allowsField(asker, target, name))
  const { t } = state.page
  const { inverse } = line.field as One2Many<unknown>
  const canAdd = home?.form && records.allows('create')
  return renderLines(
    {
      label: line.field.options.label,
      columns: columns.map((name) => ({
        label: target.allFields[name]!.options.label,
        align: 'left',
      })),
      rows: rows.slice(0, MOST_LINES).map((row) => ({
        href: home ? `${home.href}/${String(row.id)}` : null,
        cells: columns.map((name, index) => cell(target, name, row, state, index === 0)),
      })),
      empty: t('ui.form.noLines', { records: target.labels.many }),
      newHref: canAdd ? `${home.href}/new?${inverse}=${id}` : null,
      newLabel: t('ui.list.new', { record: target.labels.one }),
      more: null,
    },
    t
  )
}

function cell(model: typeof Model, name: string, row: Row, state: FieldsState, isFirst: boolean) {
  const field = model.allFields[name]!
  const value = row[name]
  if (isFirst) return escape(String(value ?? '')) || '&#8211;'
  switch (field.kind) {
    case 'selection': {
      const tone = field.options.tones?.[String(value)]
      return badgeCell(
        field.options.options?.[String(value)],
        (tone === 'idle' || !tone ? null : tone) as Tone
      )
    }
    case 'many2one':
      return textCell(row[`${name}.title`] as string | null)
    case 'date':
      return dateCell(state.page.formats.date(value))
    case 'datetime':
      return dateCell(state.page.formats.datetime(value))
    default:
      return textCell(value === null || value === undefined ? null : String(value))
  }
}
