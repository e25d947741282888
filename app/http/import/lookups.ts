import { Records } from '../../access/records.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import { columnOf, targetOf, type Field } from '../../domains/fields.ts'
import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import { quote } from '../../models/clauses.ts'
import type { Model } from '../../models/model.ts'
import { isExternalId, partsOf } from './values.ts'

const MOST = 2_000

/** Ids by the texts that name records. */
type Found = Map<string, Set<string>>

/** A word of a cell with the ids of the records that it names. */
export interface Named {
  word: string
  ids: readonly string[]
}

/**
 * Records that cells name: by id, external id, e-mail address or title. All texts of a chunk are
 * asked about at once. Only records that the asker may read are found.
 */
export class Lookups {
  #policy: AccessPolicy
  #found = new Map<typeof Model, Found>()

  constructor(policy: AccessPolicy) {
    this.#policy = policy
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

  /** The records that a text names as a whole. */
  async one(field: Field, text: string): Promise<readonly string[]> {
    const asked = { ...field, kind: 'many2one' }
    await this.prepare(asked, [text])
    return this.read(asked, text)[0]!.ids
  }

  /** The words of a cell, each with the records that it names: a link to one is a single word. */
  read(field: Field, text: string): Named[] {
    const found = this.#found.get(targetOf(field) as unknown as typeof Model)!
    const isOne = field.kind === 'many2one' || found.get(text)?.size === 1
    const words = isOne ? [text] : partsOf(text)
    return words.map((word) => ({ word, ids: [...(found.get(word) ?? [])] }))
  }

  /** What records are called, by their ids; those that the asker may not read are left out. */
  async titles(field: Field, ids: readonly string[]): Promise<Map<string, string>> {
    const target = targetOf(field) as unknown as typeof Model
    const records = new Records<typeof Model>(target, this.#policy)
    if (ids.length === 0 || !records.allows('read')) return new Map()
    const rows = await this.#rows(records, [target.titleField], { ids: [...ids] })
    return new Map(rows.map((row) => [String(row.id), String(row[target.titleField] ?? '')]))
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
    const missed = words.filter((text) => found.get(text)!.size === 0)
    if (missed.length === 0) return
    const isPlain = field.kind === 'text' && !field.options.translate
    if (isPlain) return this.#allUnlikeCase(records, columnOf(name, field), missed, found)
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

  /** The same for a title that stands in one column, all texts at once. */
  async #allUnlikeCase(
    records: Records<typeof Model>,
    column: string,
    texts: readonly string[],
    found: Found
  ) {
    const { table } = records.model
    const alike = await Environment.current().query<{ id: string; text: string }>(
      `select t.id, asked.text from unnest($2::text[]) as asked (text)
       join ${quote(table)} t on lower(t.${quote(column)}) = lower(asked.text)
       where t.tenant_id = $1 limit ${MOST}`,
      [Environment.current().asker.tenantId, texts]
    )
    if (alike.length === 0) return
    const ids = [...new Set(alike.map(({ id }) => id))]
    const rows = await this.#rows(records, ['id'], { ids })
    const readable = new Set(rows.map(({ id }) => String(id)))
    for (const { id, text } of alike) if (readable.has(id)) found.get(text)!.add(id)
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
