import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { columnOf, targetOf } from '../../domains/fields.ts'
import type { Environment, Statement } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { Page } from '../page.ts'
import { loggedTables, type LoggedField, type LoggedTable } from './logged_fields.ts'
import { mayAudit } from './may_audit.ts'
import { translationChanges, type FieldChange } from './translation_changes.ts'
import { valueInWords } from '../value_words.ts'

export type Values = Readonly<Record<string, unknown>>

/** A line of the change log. */
export interface StoredChange {
  table: string
  recordId: string | null
  action: 'insert' | 'update' | 'delete'
  before: Values | null
  after: Values | null
}

/** What happened to one record, in words, as far as the asker may know. */
export interface DescribedChange {
  action: StoredChange['action']
  /** "contact", or the name of a table that no installed module knows. */
  what: string
  recordId: string | null
  title: string
  /** The screen of the record, where it is still there. */
  href: string | null
  fields: FieldChange[]
}

type Titles = ReadonlyMap<typeof Model, ReadonlyMap<string, string>>

interface Group {
  table: LoggedTable | null
  name: string
  recordId: string | null
  changes: StoredChange[]
}

/**
 * Tells changes in the words of the asker. Models and fields that they may not see are left out;
 * so are titles of records out of their reach. All that is linked is read in one round trip.
 */
export class ChangeDescriber {
  #ctx: HttpContext
  #page: Page
  #environment: Environment
  #tables: ReadonlyMap<string, LoggedTable>
  #isAuditor: boolean

  constructor(ctx: HttpContext, page: Page, environment = ctx.environment!) {
    this.#ctx = ctx
    this.#page = page
    this.#environment = environment
    this.#tables = loggedTables(ctx.registry)
    this.#isAuditor = mayAudit(ctx)
  }

  /** What happened in each of several entries, record by record, in the order of the changes. */
  async describe(entries: readonly (readonly StoredChange[])[]): Promise<DescribedChange[][]> {
    const grouped = entries.map((changes) => this.#grouped(changes))
    const titles = await this.#titles(grouped.flat())
    return grouped.map((groups) => groups.map((group) => this.#describe(group, titles)))
  }

  /** Changes of one record stand together, pairs of its many2many included. */
  #grouped(changes: readonly StoredChange[]): Group[] {
    const groups = new Map<string, Group>()
    for (const change of changes) {
      const table = this.#tables.get(change.table) ?? null
      const name = table?.model.table ?? change.table
      const key = `${name} ${change.recordId ?? JSON.stringify(change.after ?? change.before)}`
      const group = groups.get(key)
      if (group) group.changes.push(change)
      else groups.set(key, { table, name, recordId: change.recordId, changes: [change] })
    }
    return [...groups.values()]
  }

  #describe({ table, name, recordId, changes }: Group, titles: Titles): DescribedChange {
    const own = changes.filter((change) => change.table === name)
    const action = own.find((change) => change.action !== 'update')?.action ?? 'update'
    if (!table) {
      return {
        ...{ action, recordId, what: name, title: '', href: null },
        fields: this.#rawFields(changes),
      }
    }
    const { model } = table
    const isReadable = this.#ctx.registry.access.allows(this.#ctx.asker, model, 'read')
    const title = recordId ? titles.get(model)?.get(recordId) : undefined
    const home = this.#ctx.registry.home.get(model)
    return {
      action,
      recordId,
      what: model.labels.one,
      title: title ?? (isReadable ? titleIn(model, own) : ''),
      href: title !== undefined && home?.form ? `${home.href}/${recordId}` : null,
      fields: isReadable ? changes.flatMap((change) => this.#fields(change, titles)) : [],
    }
  }

  #fields(change: StoredChange, titles: Titles): FieldChange[] {
    const table = this.#tables.get(change.table)!
    if (table.pairs) return this.#pair(table.pairs, change, titles)
    const columns = inOrder(table, [change.before, change.after])
    return columns.flatMap((column) => {
      const known = table.fields.get(column)
      if (known === null || !this.#tells(table.model, known)) return []
      if (known?.isTranslations) {
        const [before, after] = [change.before?.[column], change.after?.[column]]
        return translationChanges(known.field, before, after, this.#ctx.asker.language)
      }
      const words = (values: Values | null) => this.#words(known, values?.[column], titles)
      const label = known?.field.options.label ?? column.replaceAll('_', ' ')
      return [{ label, before: words(change.before), after: words(change.after) }]
    })
  }

  #pair({ name, field }: NonNullable<LoggedTable['pairs']>, change: StoredChange, titles: Titles) {
    if (!this.#mayUse(this.#tables.get(change.table)!.model, name)) return []
    const target = targetOf(field) as unknown as typeof Model
    const title = (values: Values | null) => {
      const id = values?.[field.through.otherKey]
      return id ? this.#linkWords(target, String(id), titles) : ''
    }
    return [
      { label: field.options.label, before: title(change.before), after: title(change.after) },
    ]
  }

  /** Columns of a table that no installed module knows, as they are. */
  #rawFields(changes: readonly StoredChange[]): FieldChange[] {
    return changes.flatMap(({ before, after }) =>
      [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].map((column) => ({
        label: column.replaceAll('_', ' '),
        before: this.#words(undefined, before?.[column], new Map()),
        after: this.#words(undefined, after?.[column], new Map()),
      }))
    )
  }

  #words(known: LoggedField | undefined, value: unknown, titles: Titles): string {
    if (known?.field.kind === 'many2one' && typeof value === 'string') {
      const target = targetOf(known.field) as unknown as typeof Model
      return this.#linkWords(target, value, titles)
    }
    return valueInWords(known?.field ?? null, value, this.#page)
  }

  /** What a link leads to; of what is gone or out of reach only those who see the log are told the id. */
  #linkWords(target: typeof Model, id: string, titles: Titles): string {
    return titles.get(target)?.get(id) ?? (this.#isAuditor ? id : this.#page.t('ui.thread.hidden'))
  }

  /** A column that no field has is for those who see the log: who may see it is not known any more. */
  #tells(model: typeof Model, known: LoggedField | undefined): boolean {
    return known ? this.#mayUse(model, known.name) : this.#isAuditor
  }

  #mayUse(model: typeof Model, name: string): boolean {
    return this.#ctx.registry.access.allowsField(this.#ctx.asker, model, name)
  }

  /** The titles of all records that are changed or linked, as far as the asker may read them. */
  async #titles(groups: readonly Group[]): Promise<Titles> {
    const wanted = new Map<typeof Model, Set<string>>()
    const want = (model: typeof Model, id: unknown) => {
      if (!isUuid(id)) return
      if (!wanted.has(model)) wanted.set(model, new Set())
      wanted.get(model)!.add(id)
    }
    for (const { table, recordId, changes } of groups) {
      if (!table) continue
      want(table.model, recordId)
      for (const change of changes) this.#wantLinked(change, want)
    }
    const { access } = this.#ctx.registry
    const models = [...wanted.keys()].filter((model) =>
      access.allows(this.#ctx.asker, model, 'read')
    )
    const statements = models.map((model): Statement => {
      const ids = [...wanted.get(model)!]
      const fields = [model.titleField]
      return new Records(model, access).select({ ids, fields, order: [], limit: ids.length })
    })
    const answers = statements.length > 0 ? await this.#environment.read(statements) : []
    return new Map(
      models.map((model, index) => [
        model,
        new Map(
          answers[index]!.map((row) => [String(row.id), String(row[model.titleField] ?? '')])
        ),
      ])
    )
  }

  #wantLinked(change: StoredChange, want: (model: typeof Model, id: unknown) => void) {
    const { fields, pairs } = this.#tables.get(change.table)!
    for (const values of [change.before, change.after]) {
      if (pairs) {
        want(
          targetOf(pairs.field) as unknown as typeof Model,
          values?.[pairs.field.through.otherKey]
        )
      }
      for (const [column, value] of Object.entries(values ?? {})) {
        const field = fields.get(column)?.field
        if (field?.kind === 'many2one') want(targetOf(field) as unknown as typeof Model, value)
      }
    }
  }
}

/** The columns that have a value, in the order in which the model declares them, others last. */
function inOrder({ fields }: LoggedTable, values: readonly (Values | null)[]): string[] {
  const given = new Set(values.flatMap((each) => Object.keys(each ?? {})))
  const declared = [...fields.keys()].filter((column) => given.has(column))
  return [...new Set([...declared, ...given])]
}

/** The title of a record that is not there any more, from what was logged of it. */
export function titleIn(model: typeof Model, changes: readonly StoredChange[]): string {
  const field = model.allFields[model.titleField]
  if (!field) return ''
  const column = columnOf(model.titleField, field)
  for (const { before, after } of changes) {
    const found = after?.[column] ?? before?.[column]
    if (found) return String(found)
  }
  const first = changes.find(({ after, before }) => after?.first_name ?? before?.first_name)
  const values = first?.after ?? first?.before
  return values ? [values.first_name, values.last_name].filter(Boolean).join(' ') : ''
}
