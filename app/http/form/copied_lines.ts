import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { RecordBatch } from '../../access/batch/record_batch.ts'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import { Records, type Input } from '../../access/records.ts'
import type { Field, One2Many } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import { faultTexts, textsOf } from '../texts.ts'
import { inOtherLanguages } from '../translated_fields.ts'
import { inputOf, textsOfRow } from './field_texts.ts'
import type { Row } from './form_reader.ts'

/** So many records of a one2many a duplicate takes along. */
const MOST_COPIED = 10_000

type LinesField = One2Many<typeof Model>

/** The record that a form makes a duplicate of, or null. */
export function originalOf({ request }: HttpContext): string | null {
  const id: unknown = request.input('copy') ?? request.input('_copy')
  return typeof id === 'string' && isUuid(id) ? id : null
}

/** The one2many fields whose records a duplicate takes along (`copy: true`), by name. */
export function copiedFields(
  { asker, registry: { access } }: HttpContext,
  model: typeof Model
): Map<string, LinesField> {
  const isCopied = (name: string, field: Field) => {
    if (field.kind !== 'one2many' || field.options.copy !== true) return false
    const { target, inverse } = field as LinesField
    const lines = new Records(target(), access)
    const mayCopy = lines.allows('read') && lines.allows('create') && lines.writable.has(inverse)
    return mayCopy && access.allowsField(asker, model, name)
  }
  const copied = Object.entries(model.allFields).filter(([name, field]) => isCopied(name, field))
  return new Map(copied as unknown as [string, LinesField][])
}

/**
 * Gives a duplicate the lines of its original, as far as the asker sees them: read in one round trip
 * and written with one statement for each table. Throws E_NO_SUCH_RECORD, E_INVALID_INPUT.
 */
export async function copyLines(
  ctx: HttpContext,
  model: typeof Model,
  original: string,
  record: Model
): Promise<void> {
  const { environment, registry } = ctx
  const fields = [...copiedFields(ctx, model)]
  if (fields.length === 0) return
  await new Records(model, registry.access).find(original, 'read')
  const tables = fields.map(([name, { target, inverse, options }]) => {
    const lines = new Records(target(), registry.access)
    const own = [...lines.writable].filter(([each, field]) => isValue(each, field, inverse))
    const values = inOtherLanguages(new Map(own), lines)
    return { name, label: options.label, inverse, lines, values }
  })
  const rows = await environment!.read(
    tables.map(({ inverse, lines, values }) =>
      lines.select({
        where: [lines.domain([[inverse, '=', original]]), ...lines.unarchived()],
        fields: [...values.keys()],
        order: [{ name: 'createdAt', descending: false }],
        limit: MOST_COPIED,
      })
    )
  )
  const t = textsOf(i18nManager, ctx.asker.language)
  for (const [index, { name, label, inverse, lines, values }] of tables.entries()) {
    const inputs = rows[index]!.map((row) => ({
      ...inputOfRow(values, row, ctx.asker.timeZone),
      [inverse]: record.id,
    }))
    const outcomes = await new RecordBatch(lines.model, registry.access).create(inputs)
    const refused = outcomes.find((outcome) => outcome.kind === 'refused')
    if (!refused) continue
    const texts = Object.values(faultTexts(refused.faults, t)).join(' ')
    throw new E_INVALID_INPUT({ [name]: { text: `${label}: ${texts}` } })
  }
}

function isValue(name: string, { kind, options }: Field, inverse: string): boolean {
  const isOwn = kind !== 'one2many' && kind !== 'groups' && kind !== 'computed'
  return isOwn && name !== inverse && options.copy !== false
}

/** A stored row as input of another record. */
function inputOfRow(fields: ReadonlyMap<string, Field>, row: Row, timeZone: string): Input {
  const input = inputOf(fields, textsOfRow(fields, row, timeZone), timeZone)
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof Date && fields.has(name)) input[name] = value.toISOString()
  }
  return input
}
