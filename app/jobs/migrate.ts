import pg from 'pg'
import { LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq'
import { queueNames, schema } from './settings.ts'

/** Raised when the statements below change. */
const REVISION = 1

/**
 * Brings the schema of the queue up to date, as its owner and outside of a transaction. When
 * nothing is to do, it is one look at the schema's comment.
 */
export async function migrateJobs(owner: pg.ClientBase, role: string): Promise<void> {
  const state = `Tatami ${REVISION}, BullMQ ${LATEST_SCHEMA_VERSION}, ${role}, ${queueNames.join(' ')}`
  if ((await recordedState(owner)) === state) return
  await runMigrations(owner, schema)
  await owner.query('begin')
  try {
    await owner.query(receipts)
    for (const queue of queueNames) await createIdSequence(owner, queue)
    await owner.query(grants(pg.escapeIdentifier(role)))
    await owner.query(`comment on schema ${schema} is ${pg.escapeLiteral(state)}`)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

async function recordedState(owner: pg.ClientBase): Promise<string | null> {
  const { rows } = await owner.query<{ state: string | null }>(
    `select obj_description(oid, 'pg_namespace') as state from pg_namespace where nspname = $1`,
    [schema]
  )
  return rows[0]?.state ?? null
}

/** Jobs in Redis that have committed, so that none commits twice. Jobs in PostgreSQL need none. */
const receipts = `
create table if not exists ${schema}.tatami_receipts (
  job_id text primary key,
  committed_at timestamptz not null default now()
);
create index if not exists tatami_receipts_committed_at on ${schema}.tatami_receipts (committed_at);
`

/** BullMQ makes the sequence when the first job comes, but the runtime role may create nothing. */
async function createIdSequence(owner: pg.ClientBase, queue: string) {
  const { rows } = await owner.query<{ name: string }>(
    `select ${schema}.job_id_seq_name($1) as name`,
    [queue]
  )
  await owner.query(`create sequence if not exists ${schema}.${pg.escapeIdentifier(rows[0].name)}`)
}

/** All that workers need. The role owns nothing, so it cannot change or empty the schema. */
function grants(role: string): string {
  return `
grant usage on schema ${schema} to ${role};
grant select, insert, update, delete on all tables in schema ${schema} to ${role};
grant usage on all sequences in schema ${schema} to ${role};
revoke execute on all functions in schema ${schema} from public;
grant execute on all functions in schema ${schema} to ${role};
`
}
