import pg from 'pg'
import { toSql, type SqlOptions } from '#app/domains/sql'
import { Parameters } from '#app/domains/parameters'
import type { DomainNode } from '#app/domains/node'
import { DateTime } from 'luxon'
import { Contact } from './models.ts'

export const tenant = '01900000-0000-7000-8000-aaaaaaaaaaaa'
export const otherTenant = '01900000-0000-7000-8000-bbbbbbbbbbbb'

export const clock = {
  now: DateTime.fromISO('2026-11-21T08:00:00Z', { zone: 'UTC' }),
  timeZone: 'UTC',
}

const tables = `
create table companies (tenant_id uuid, id uuid, name text, industry text, vat text, size text,
  parent_id uuid, primary key (tenant_id, id));
create table contacts (tenant_id uuid, id uuid, first_name text, last_name varchar(80), notes text,
  email text, phone text, website text, status text, score integer, weight numeric(12, 2),
  budget numeric(12, 2), active boolean, birthday date, last_seen timestamptz, extra jsonb,
  company_id uuid, primary key (tenant_id, id));
create table deals (tenant_id uuid, id uuid, amount numeric(12, 2), contact_id uuid,
  primary key (tenant_id, id));
create table tags (tenant_id uuid, id uuid, name text, secret text, parent_id uuid,
  primary key (tenant_id, id));
create table contact_tags (tenant_id uuid, contact_id uuid, tag_id uuid,
  primary key (tenant_id, contact_id, tag_id));
`

/** A schema of its own in a real database, gone when it is closed. */
export class Scratch {
  static async open(): Promise<Scratch> {
    const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
    await client.connect()
    const schema = `domains_${process.pid}_${Date.now()}`
    await client.query(
      `create schema ${schema}; set search_path = ${schema}; set statement_timeout = '10s'; ${tables}`
    )
    return new Scratch(client, schema)
  }

  readonly client: pg.Client
  #schema: string

  private constructor(client: pg.Client, schema: string) {
    this.client = client
    this.#schema = schema
  }

  async close() {
    await this.client.query(`drop schema ${this.#schema} cascade`)
    await this.client.end()
  }

  async insert(table: string, row: Readonly<Record<string, unknown>>) {
    const columns = Object.keys(row)
    const places = columns.map((_, index) => `$${index + 1}`)
    await this.client.query(
      `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
      Object.values(row)
    )
  }

  /** The ids of the tenant's contacts that meet the domain, in order. */
  async ids(node: DomainNode, options: Partial<SqlOptions> = {}): Promise<string[]> {
    const parameters = new Parameters([tenant])
    const condition = toSql(node, {
      ...{ model: Contact, alias: 'c', parameters, ...clock },
      ...options,
    })
    const result = await this.client.query<{ id: string }>(
      `select c.id from contacts c where c.tenant_id = $1 and ${condition} order by c.id`,
      parameters.values
    )
    return result.rows.map((row) => row.id)
  }
}
