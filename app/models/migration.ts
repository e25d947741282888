import { BaseSchema } from '@adonisjs/lucid/schema'
import { TenantColumns, TenantTable } from './tenant_table.ts'

/**
 * A step of a module's schema. Tables are made with `createTenantTable`, which brings id, tenant,
 * version, who and when, row-level security and keys that begin with the tenant.
 *
 * ```ts
 * export default class extends Migration {
 *   override async up() {
 *     this.createTenantTable('crm_companies', (table) => {
 *       table.located()
 *       table.columns.text('name').notNullable()
 *       table.index(['name', 'id'])
 *     })
 *   }
 * }
 * ```
 */
export class Migration extends BaseSchema {
  /**
   * A step that concerns data of older versions, so that a first installation leaves it out. One that
   * is `pre` runs in its place, to prepare data for the steps behind it. One that is `post` cleans up:
   * if no other step follows it, it finds the records that the new version ships.
   */
  static when: 'always' | 'pre' | 'post' = 'always'

  createTenantTable(name: string, define: (table: TenantTable) => void) {
    let statements: string[] = []
    this.schema.createTable(name, (columns) => {
      const table = new TenantTable(name, columns)
      define(table)
      statements = table.finish()
    })
    this.defer(async (client) => {
      for (const statement of statements) await client.rawQuery(statement)
    })
  }

  /**
   * Columns in a table of a module that this one depends on. They belong to this module: when it
   * is uninstalled they are put away with their values, and the table is as it was before.
   *
   * ```ts
   * this.addColumns('crm_contacts', (table) => {
   *   table.columns.integer('points')
   *   table.index(['points'])
   * })
   * ```
   */
  addColumns(name: string, define: (table: TenantColumns) => void) {
    let statements: string[] = []
    this.schema.alterTable(name, (columns) => {
      const table = new TenantColumns(name, columns)
      define(table)
      statements = table.finish()
    })
    this.defer(async (client) => {
      for (const statement of statements) await client.rawQuery(statement)
    })
  }

  /** A table of pairs for a many2many: `key` leads to `table`, `otherKey` to `otherTable`. */
  createPairTable(
    name: string,
    pair: { key: string; table: string; otherKey: string; otherTable: string }
  ) {
    this.schema.raw(`
      create table "${name}" (
        tenant_id uuid not null default app.tenant_id(),
        "${pair.key}" uuid not null,
        "${pair.otherKey}" uuid not null,
        primary key (tenant_id, "${pair.key}", "${pair.otherKey}"),
        foreign key (tenant_id, "${pair.key}") references "${pair.table}" (tenant_id, id) on delete cascade,
        foreign key (tenant_id, "${pair.otherKey}") references "${pair.otherTable}" (tenant_id, id) on delete cascade
      )`)
    this.schema.raw(`create index on "${name}" (tenant_id, "${pair.otherKey}")`)
    this.schema.raw(`select app.protect('public."${name}"')`)
  }
}
