import knex, { type Knex } from 'knex'
import { SEARCHED } from './custom_values.ts'

/** What happens to a record when the record that it points to is deleted. */
type OnDelete = 'set null' | 'cascade' | 'restrict'

const builder = knex({ client: 'pg' })
const expression = (sql: string) => builder.raw(sql)

/**
 * Columns of a table of tenant records. Plain ones are declared on `columns` (knex's table
 * builder); what concerns links and indexes goes through the methods here, so that no key forgets
 * the tenant.
 */
export class TenantColumns {
  readonly columns: Knex.CreateTableBuilder
  readonly #name: string
  protected after: string[] = []
  protected last: string[] = []

  constructor(name: string, columns: Knex.CreateTableBuilder) {
    this.#name = name
    this.columns = columns
  }

  protected get quoted() {
    return `"${this.#name}"`
  }

  /** A column that points to a record of another table of the same tenant, with its index. */
  link(column: string, table: string, options: { onDelete: OnDelete; required?: boolean }) {
    const definition = this.columns.specificType(column, 'uuid')
    if (options.required) definition.notNullable()
    const action = options.onDelete === 'set null' ? `set null ("${column}")` : options.onDelete
    this.after.push(
      `alter table ${this.quoted} add foreign key (tenant_id, "${column}") ` +
        `references "${table}" (tenant_id, id) on delete ${action}`
    )
    this.index([column])
    return this
  }

  /** An index that begins with the tenant. Columns may carry a direction: `created_at desc`. */
  index(columns: readonly string[], where?: string) {
    const list = ['tenant_id', ...columns].join(', ')
    this.after.push(`create index on ${this.quoted} (${list})${where ? ` where ${where}` : ''}`)
    return this
  }

  /** A key that is unique inside the tenant. */
  unique(columns: readonly string[], where?: string) {
    const list = ['tenant_id', ...columns].join(', ')
    this.after.push(
      `create unique index on ${this.quoted} (${list})${where ? ` where ${where}` : ''}`
    )
    return this
  }

  /** A column that keeps one of a few values. One with a default is required too. */
  selection(
    column: string,
    keys: readonly string[],
    options: { default?: string; required?: boolean } = {}
  ) {
    const definition = this.columns.text(column).checkIn([...keys])
    if (options.required || options.default) definition.notNullable()
    if (options.default) definition.defaultTo(options.default)
    return this
  }

  /**
   * Keeps a text in several languages: beside its column a second one, `<column>_translations`, with
   * its values in other languages, all of which the search box finds where it finds the text itself.
   * The field says `translate: true`.
   */
  translated(column: string) {
    const name = `"${column}_translations"`
    this.after.push(
      `alter table ${this.quoted} add column ${name} jsonb check (jsonb_typeof(${name}) = 'object')`
    )
    this.last.push(searchTranslations(this.quoted, column))
    return this
  }

  /** A column of text whose values the audit log does not show. */
  secret(column: string) {
    this.after.push(`comment on column ${this.quoted}."${column}" is 'secret'`)
    return this.columns.text(column)
  }

  /** The statements that follow the table's own. */
  finish(): string[] {
    return [...this.after, ...this.last]
  }
}

/** Where the text of a column is among what is searched, its translations are, too. */
function searchTranslations(table: string, column: string): string {
  const texts = `coalesce(jsonb_path_query_array("${column}_translations", '$.*')::text, '')`
  return `select app.search_too('${table}', '${column}', $text$${texts}$text$)`
}

/** A table of tenant records under construction, with the columns that each of them has. */
export class TenantTable extends TenantColumns {
  constructor(name: string, columns: Knex.CreateTableBuilder) {
    super(name, columns)
    columns.specificType('tenant_id', 'uuid').notNullable().defaultTo(expression('app.tenant_id()'))
    columns.specificType('id', 'uuid').notNullable().defaultTo(expression('app.uuidv7()'))
    columns.integer('version').notNullable().defaultTo(1)
    columns.specificType('created_at', 'timestamptz').notNullable().defaultTo(expression('now()'))
    columns.specificType('created_by', 'uuid')
    columns.specificType('updated_at', 'timestamptz').notNullable().defaultTo(expression('now()'))
    columns.specificType('updated_by', 'uuid')
    columns.specificType('custom_fields', 'jsonb')
    this.after.push(
      `alter table ${this.quoted} add primary key (tenant_id, id)`,
      `alter table ${this.quoted} add foreign key (tenant_id) references public.tenants (id)`,
      `create index on ${this.quoted} using gin (tenant_id, custom_fields jsonb_path_ops) ` +
        `where custom_fields is not null`
    )
  }

  /** The records belong to a location; a record without one belongs to the whole tenant. */
  located() {
    this.link('location_id', 'locations', { onDelete: 'restrict' })
    return this
  }

  /**
   * Makes the text of these columns, and of the custom fields that say so, searchable by any part
   * of it: one stored column in lower case with a trigram index, read through `app.search_ids`.
   */
  searchable(columns: readonly string[]) {
    const custom = `custom_fields ->> '${SEARCHED}'`
    const texts = [...columns.map((column) => `"${column}"`), custom]
    const text = texts.map((each) => `coalesce(${each}, '')`).join(` || ' ' || `)
    this.after.push(`select app.search_by('${this.quoted}', $text$lower(${text})$text$)`)
    return this
  }

  /** The statements that follow `create table`; the protection comes last. */
  override finish(): string[] {
    return [...super.finish(), `select app.protect('public.${this.quoted}')`]
  }
}
