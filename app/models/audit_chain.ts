import { createHash } from 'node:crypto'
import type pg from 'pg'
import { tenantsNamed } from './tenants_named.ts'

/** How a tenant's audit log was found. */
export interface ChainReport {
  tenantId: string
  tenant: string
  /** Number of entries that were checked. */
  entries: number
  /** Number and hash of the last entry: kept elsewhere, they show later that the end is not missing. */
  last: Seal | null
  /** The first fault, or null where the log is as it was written. */
  fault: ChainFault | null
}

export interface Seal {
  number: number
  hash: string
}

export interface ChainFault {
  /** Number of the first entry that is not as it was written. */
  number: number
  message: string
}

interface EntryRow {
  id: string
  number: string
  kind: string
  happened_at: Date
  hash: Buffer | null
  content: string
  details: { number: number; hash: string } | null
}

const PAGE = 2000

const ENTRIES = `
select e.id, e.number, e.kind, e.happened_at, e.hash, e.details, jsonb_build_array(e.tenant_id, e.id, e.kind,
  (extract(epoch from e.happened_at) * 1000000)::bigint, e.user_id, e.impersonator_id, e.channel, e.cause,
  e.ip, e.subject, e.table_name, e.record_id, e.details, e.undoes)::text as content
from public.audit_entries e where e.tenant_id = $1 and e.number > $2 order by e.number limit ${PAGE}`

const CHANGES = `
select c.entry_id, jsonb_build_array(c.place, c.location_id, c.table_name, c.record_id, c.action,
  c.before, c.after)::text as content
from public.audit_changes c where c.tenant_id = $1 and c.entry_id = any ($2) order by c.entry_id, c.place`

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * Reads the audit log of a tenant from its beginning and computes every hash anew, by itself and
 * not with the functions of the database. `client` must be one that sees every entry. `anchor` is
 * the number and hash of an entry as an earlier check reported them.
 */
export async function checkChain(
  client: pg.ClientBase,
  tenant: { id: string; name: string },
  anchor?: Seal
): Promise<ChainReport> {
  const report: ChainReport = {
    tenantId: tenant.id,
    tenant: tenant.name,
    entries: 0,
    last: null,
    fault: null,
  }
  const chain = new Chain(client, tenant.id, anchor)
  report.fault = await chain.fault()
  report.entries = chain.entries
  report.last = chain.last
  return report
}

/**
 * Checks the tenants with a name or an id, or all of them, as the database is at one moment. `client`
 * must be one that sees everything; `anchors` are the last seals of an earlier check by tenant.
 */
export async function checkChains(
  client: pg.ClientBase,
  { tenant, anchors }: { tenant?: string; anchors?: ReadonlyMap<string, Seal> }
): Promise<ChainReport[]> {
  await client.query('begin isolation level repeatable read read only')
  const reports: ChainReport[] = []
  for (const found of await tenantsNamed(client, tenant)) {
    reports.push(await checkChain(client, found, anchors?.get(found.id)))
  }
  await client.query('commit')
  return reports
}

class Chain {
  entries = 0
  last: Seal | null = null
  #client: pg.ClientBase
  #tenantId: string
  #anchor: Seal | undefined
  #number = 0
  #hash: Buffer

  constructor(client: pg.ClientBase, tenantId: string, anchor: Seal | undefined) {
    this.#client = client
    this.#tenantId = tenantId
    this.#anchor = anchor
    this.#hash = sha256(Buffer.from(tenantId.replaceAll('-', ''), 'hex'))
  }

  async fault(): Promise<ChainFault | null> {
    const unsealed = await this.#unsealed()
    if (unsealed) return unsealed
    const begin = await this.#begin()
    if (begin) return begin
    for (;;) {
      const { rows } = await this.#client.query<EntryRow>(ENTRIES, [this.#tenantId, this.#number])
      const changes = await this.#changesOf(rows.map(({ id }) => id))
      for (const row of rows) {
        const fault = this.#check(row, changes.get(row.id) ?? [])
        if (fault) return fault
      }
      if (rows.length < PAGE) return this.#end()
    }
  }

  async #unsealed(): Promise<ChainFault | null> {
    const { rows } = await this.#client.query<EntryRow>(
      `select id, kind, happened_at from public.audit_entries
       where tenant_id = $1 and (number is null or hash is null) limit 1`,
      [this.#tenantId]
    )
    const [row] = rows
    return row ? { number: 0, message: `an entry without a seal was put in: ${said(row)}` } : null
  }

  /** A log that was shortened begins where its last purge says; the purge is itself an entry. */
  async #begin(): Promise<ChainFault | null> {
    const { rows } = await this.#client.query<{ details: Seal }>(
      `select details from public.audit_entries where tenant_id = $1 and kind = 'purge'
       order by number desc limit 1`,
      [this.#tenantId]
    )
    const purged = rows[0]?.details
    if (!purged) return null
    this.#number = purged.number
    this.#hash = Buffer.from(purged.hash, 'hex')
    const { rows: early } = await this.#client.query<EntryRow>(
      `select id, number, kind, happened_at from public.audit_entries
       where tenant_id = $1 and number <= $2 order by number limit 1`,
      [this.#tenantId, purged.number]
    )
    const [row] = early
    return row ? { number: Number(row.number), message: `was put in: ${said(row)}` } : null
  }

  async #changesOf(ids: string[]): Promise<Map<string, Buffer[]>> {
    const { rows } = await this.#client.query<{ entry_id: string; content: string }>(CHANGES, [
      this.#tenantId,
      ids,
    ])
    const changes = new Map<string, Buffer[]>()
    for (const { entry_id: id, content } of rows) {
      const hashes = changes.get(id)
      if (hashes) hashes.push(sha256(content))
      else changes.set(id, [sha256(content)])
    }
    return changes
  }

  #check(row: EntryRow, changes: Buffer[]): ChainFault | null {
    const number = Number(row.number)
    if (number !== this.#number + 1) return { number: this.#number + 1, message: 'is missing' }
    const digest = sha256(row.content, sha256(...changes))
    const hash = sha256(this.#hash, digest)
    if (!row.hash!.equals(hash)) return { number, message: `was tampered with: ${said(row)}` }
    this.#number = number
    this.#hash = hash
    this.entries += 1
    this.last = { number, hash: hash.toString('hex') }
    const anchor = this.#anchor
    if (anchor?.number === number && anchor.hash !== this.last.hash) {
      return { number, message: 'is another one than when the anchor was taken' }
    }
    return null
  }

  /** What the chain itself remembers as its end, and what the anchor does. */
  async #end(): Promise<ChainFault | null> {
    const { rows } = await this.#client.query<{ number: string; hash: Buffer }>(
      'select number, hash from app.audit_chains where tenant_id = $1',
      [this.#tenantId]
    )
    const remembered = Number(rows[0]?.number ?? 0)
    const end = Math.max(remembered, this.#anchor?.number ?? 0)
    if (end > this.#number) return { number: this.#number + 1, message: 'is missing' }
    if (remembered < this.#number || (rows[0] && !rows[0].hash.equals(this.#hash))) {
      return { number: this.#number, message: 'is not the one that the chain ended with' }
    }
    return null
  }
}

function said({ kind, happened_at: time }: EntryRow): string {
  return `${kind}, ${time.toISOString()}`
}
