import type { HttpContext } from '@adonisjs/core/http'
import { E_INVALID_INPUT } from '../../../access/errors.ts'
import { Records, type Input } from '../../../access/records.ts'
import type { InputFault } from '../../../models/field_input.ts'
import type { Model } from '../../../models/model.ts'
import type { Translate } from '../../../views/texts.ts'
import { faultTexts } from '../../texts.ts'
import { writeOrExplain } from '../../write_or_explain.ts'
import { inputOf, type FieldTexts } from '../field_texts.ts'
import { inheritedBy } from './inherited.ts'
import { cellsOf, lineKey, type Line } from './line_texts.ts'
import { SEQUENCE, writtenFields } from './lines_plan.ts'

/** What is to be done with the lines of a record. */
export interface LineChanges {
  created: readonly Line[]
  changed: readonly Line[]
  removed: readonly Line[]
  restored: readonly Line[]
  /** The cells of lines that are created or restored, whole, and the changed ones of others. */
  texts: FieldTexts
}

type Faults = Record<string, InputFault>

/**
 * Writes the lines of a record as the asker may. What is wrong with any of them is said at once, by
 * the keys of their cells. Throws E_ACCESS_DENIED, E_INVALID_INPUT, E_NO_SUCH_RECORD.
 */
export async function writeLines(
  ctx: HttpContext,
  record: Model,
  changes: LineChanges,
  t: Translate
): Promise<void> {
  const faults: Faults = {}
  const each = async (lines: readonly Line[], write: (writer: LineWriter) => Promise<void>) => {
    for (const line of lines) {
      Object.assign(faults, await new LineWriter(ctx, record, line, changes.texts).try(write, t))
    }
  }
  await each(changes.removed, (writer) => writer.remove())
  await each(changes.changed, (writer) => writer.change())
  await each(changes.restored, (writer) => writer.restore())
  await each(changes.created, (writer) => writer.create())
  if (Object.keys(faults).length > 0) throw new E_INVALID_INPUT(faults)
}

/** One line on its way to the database. */
class LineWriter {
  #ctx: HttpContext
  #record: Model
  #line: Line
  #cells: FieldTexts
  #records: Records<typeof Model>

  constructor(ctx: HttpContext, record: Model, line: Line, texts: FieldTexts) {
    this.#ctx = ctx
    this.#record = record
    this.#line = line
    this.#cells = cellsOf(line, texts)
    this.#records = new Records(line.plan.target, ctx.registry.access)
  }

  /** What keeps the line from being written, by the keys of its cells. */
  async try(write: (writer: LineWriter) => Promise<void>, t: Translate): Promise<Faults> {
    const { target } = this.#line.plan
    const names = new Set(Object.keys(target.allFields))
    try {
      await writeOrExplain(this.#ctx.environment!, names, () => write(this))
      return {}
    } catch (error) {
      if (error instanceof E_INVALID_INPUT) return this.#placed(error.faults, t)
      throw error
    }
  }

  async create() {
    const { [SEQUENCE]: place, ...input } = this.#input
    const placed = place === '' || place === undefined ? {} : { [SEQUENCE]: place }
    const inherited = inheritedBy(this.#line.plan.target, this.#record)
    await this.#records.create({ ...inherited, ...input, ...placed, ...this.#link })
  }

  async change() {
    const line = await this.#records.find(this.#line.id, 'write')
    await this.#records.update(line, this.#input)
  }

  async remove() {
    const { isLoose, field } = this.#line.plan
    const line = await this.#records.find(this.#line.id, isLoose ? 'write' : 'delete')
    if (isLoose) await this.#records.update(line, { [field.inverse]: null })
    else await this.#records.delete(line)
  }

  /** Somebody has taken the line elsewhere, or it is no more. */
  async restore() {
    const { id } = this.#line
    const isThere = (await this.#records.reached([id], 'read')).has(id)
    if (!isThere) return this.create()
    const line = await this.#records.find(id, 'write')
    await this.#records.update(line, { ...this.#input, ...this.#link })
  }

  get #input(): Input {
    const { asker } = this.#ctx
    return inputOf(writtenFields(this.#line.plan), this.#cells, asker.timeZone)
  }

  get #link(): Input {
    return { [this.#line.plan.field.inverse]: this.#record.id }
  }

  /** Faults beside the cells; one of a field that is no cell stands beside the first with its name. */
  #placed(faults: Faults, t: Translate): Faults {
    const { name, id, plan } = this.#line
    const columns = [...writtenFields(plan).keys()].filter((column) => column !== SEQUENCE)
    const texts = faultTexts(faults, t)
    const placed = Object.entries(faults).map(([field, fault]): [string, InputFault] => {
      if (columns.includes(field)) return [lineKey(name, id, field), fault]
      const label = plan.target.allFields[field]?.options.label ?? field
      return [lineKey(name, id, columns[0]!), { text: `${label}: ${texts[field]}` }]
    })
    return Object.fromEntries(placed)
  }
}
