import { Environment } from '../environment/environment.ts'
import { isUuid } from '../environment/scope.ts'
import type { PlacedKey, RecordKey } from './messages.ts'

/** A file on a record. */
export interface Attachment {
  id: string
  name: string
  /** Its kind, found by its content: `application/pdf`. */
  type: string
  bytes: number
  /** SHA-256 of what is in it, under which it lies. */
  checksum: string
  userId: string | null
}

/** So many files a record has at most. */
export const MOST_ATTACHMENTS = 200

const COLUMNS = `a.id, a.name, a.type, a.bytes::float8 as bytes, a.checksum, a.user_id as "userId"`

/** The files on a record, as part of a statement: `$1` to `$3` are tenant, table and record. */
export const ATTACHMENTS = `select ${COLUMNS} from attachments a
  where a.tenant_id = $1 and a.record_table = $2 and a.record_id = $3 order by a.created_at, a.id limit ${MOST_ATTACHMENTS}`

/** The files on a record. */
export async function attachmentsOf({ table, id }: RecordKey): Promise<Attachment[]> {
  const environment = Environment.current()
  const values = [environment.asker.tenantId, table, id]
  const [rows] = await environment.read([{ text: ATTACHMENTS, values }])
  return rows as unknown as Attachment[]
}

/** A file on a record. */
export async function findAttachment(record: RecordKey, id: string): Promise<Attachment | null> {
  if (!isUuid(id)) return null
  const environment = Environment.current()
  const [rows] = await environment.read([
    {
      text: `select ${COLUMNS} from attachments a
        where a.tenant_id = $1 and a.record_table = $2 and a.record_id = $3 and a.id = $4`,
      values: [environment.asker.tenantId, record.table, record.id, id],
    },
  ])
  return (rows![0] as unknown as Attachment) ?? null
}

/** Adds a file to a record; returns its id. */
export async function attach(
  record: PlacedKey,
  file: { name: string; type: string; bytes: number; checksum: string }
): Promise<string> {
  const environment = Environment.current()
  const [row] = await environment.query<{ id: string }>(
    `insert into attachments (location_id, record_table, record_id, name, type, bytes, checksum, user_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      ...[record.locationId, record.table, record.id, file.name, file.type, file.bytes],
      ...[file.checksum, environment.asker.userId],
    ]
  )
  environment.noteWrite()
  return row!.id
}

export async function removeAttachment(id: string) {
  const environment = Environment.current()
  await environment.query('delete from attachments where tenant_id = $1 and id = $2', [
    environment.asker.tenantId,
    id,
  ])
  environment.noteWrite()
}

/** Those of some checksums that a file of the tenant has. */
export async function usedChecksums(checksums: readonly string[]): Promise<Set<string>> {
  const environment = Environment.current()
  const rows = await environment.query<{ checksum: string }>(
    'select distinct checksum from attachments where tenant_id = $1 and checksum = any ($2)',
    [environment.asker.tenantId, checksums]
  )
  return new Set(rows.map(({ checksum }) => checksum))
}
