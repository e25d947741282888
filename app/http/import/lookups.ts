import { Records } from '../../access/records.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { Translate } from '../../views/texts.ts'
import { isExternalId, partsOf, type Read } from './values.ts'

const MOST = 2_000

/** Ids by the texts that name records. */
type Found = Map<string, Set<string>>

/**
 * Records that cells name: by id, external id, e-mail address or title. All texts of a chunk are
 * asked about at once. Only records that the asker may read are found.
 */
export class Lookups {
  #policy: AccessPolicy
  #t: Translate
  #found = new Map<typeof Model, Found>()

  constructor(policy: AccessPolicy, t: Translate) {
    this.#policy = policy
    this.#t = t
  }

  /** Looks up what the cells of a field name. */
  async prepare(field: Field, cells: readonly string[]): Promise<void> {
    const target = targetOf(field) as unknown as typeof Model
    const found: Found = this.#found.get(target) ?? new Map()
    this.#found.set(target, found)
    const texts =
      field.kind === 'many2many' ? cells.flatMap((cell) => [cell, ...partsOf(cell)]) : cells
    const asked = [...new Set(texts)].filter((text) => !found.has(text))
    for (const text of asked) found.set(text, new Set())
    const records = new Records<typeof Model>(target, this.#policy)
    if (!records.allows('read')) return
    for (let at = 0; at < asked.length; at += 500) {
      await this.#ask(records, asked.slice(at, at + 500), found)
    }
  }

  /** The record or the records that a cell names. */
  read(field: Field, text: string): Read {
    const found = this.#found.get(targetOf(field) as unknown as typeof Model)!
    if (field.kind === 'many2one') return this.#one(found, text)
    if (found.get(text)?.size === 1) return { value: [...found.get(text)!] }
    const ids: unknown[] = []
    for (const part of partsOf(text)) {
      const read = this.#one(found, part)
      if (read.fault !== undefined) return read
      ids.push(read.value)
    }
    return { value: ids }
  }

  #one(found: Found, text: string): Read {
    const ids = found.get(text)
    if (!ids || ids.size === 0) return { fault: this.#t('ui.import.fault.nobody', { text }) }
    if (ids.size > 1) return { fault: this.#t('ui.import.fault.several', { text }) }
    return { value: [...ids][0] }
  }

  async #ask(records: Records<typeof Model>, texts: readonly string[], found: Found) {
    const { model } = records
    const ids = texts.filter(isUuid)
    const words = texts.filter((text) => !ids.includes(text))
    const external = await this.#external(model, words.filter(isExternalId))
    const known = [...ids, ...external.keys()]
    if (known.length > 0) {
      for (const { id } of await this.#rows(records, ['id'], { ids: known })) {
        const text = external.get(String(id)) ?? String(id)
        found.get(text)?.add(String(id))
        found.get(text.toUpperCase())?.add(String(id))
      }
    }
    const addresses = words.filter((text) => text.includes('@'))
    if (model.allFields.email?.kind === 'email' && addresses.length > 0) {
      const lower = new Map(addresses.map((text) => [text.toLowerCase(), text]))
      const rows = await this.#rowsBy(records, 'email', [...lower.keys()])
      for (const { id, email } of rows) found.get(lower.get(String(email))!)?.add(String(id))
    }
    await this.#byField(records, model.titleField, words, found)
  }

  async #byField(
    records: Records<typeof Model>,
    name: string,
    words: readonly string[],
    found: Found
  ) {
    const field = records.model.allFields[name]
    if (!field || !records.shows(name) || words.length === 0) return
    const rows = await this.#rowsBy(records, name, words)
    for (const row of rows) found.get(String(row[name]))?.add(String(row.id))
    const missed = words.filter((text) => found.get(text)!.size === 0).slice(0, 50)
    for (const text of missed) await this.#unlikeCase(records, name, text, found)
  }

  /** A title in other letters, capital or small, where no record has it letter by letter. */
  async #unlikeCase(records: Records<typeof Model>, name: string, text: string, found: Found) {
    const pattern = text.replaceAll(/[\\%_]/g, '\\$&')
    const where = [records.domain([[name, '=ilike', pattern]])]
    for (const { id } of await this.#rows(records, ['id'], { where })) {
      found.get(text)!.add(String(id))
    }
  }

  async #external(model: typeof Model, texts: readonly string[]): Promise<Map<string, string>> {
    if (texts.length === 0) return new Map()
    const environment = Environment.current()
    const rows = await environment.query<{ id: string; text: string }>(
      `select record_id as id, module || '.' || name as text from external_ids
       where tenant_id = $1 and table_name = $2 and module || '.' || name = any ($3)`,
      [environment.asker.tenantId, model.table, texts]
    )
    return new Map(rows.map(({ id, text }) => [id, text]))
  }

  #rowsBy(records: Records<typeof Model>, name: string, values: readonly string[]) {
    return this.#rows(records, [name], { where: [records.domain([[name, 'in', [...values]]])] })
  }

  async #rows(
    records: Records<typeof Model>,
    fields: string[],
    asked: { ids?: string[]; where?: ReturnType<Records<typeof Model>['domain']>[] }
  ) {
    const statement = records.select({ fields, order: [], limit: MOST, ...asked })
    const [rows] = await Environment.current().read([statement])
    return rows!
  }
}
