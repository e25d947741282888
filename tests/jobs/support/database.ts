import pg from 'pg'
import { Redis } from 'ioredis'
import { DatabaseCredentials } from '#app/identity/credentials'

export const credentials = new DatabaseCredentials({
  databaseUrl: process.env.DATABASE_URL!,
  appKey: process.env.APP_KEY!,
  rolePrefix: process.env.DATABASE_ROLES,
})

/** Keys of the tests begin with the database's name, so that two runs do not meet in Redis. */
export const redisPrefix = `test-${credentials.database}`

/** Prepares the tests and looks at what has happened, in all tenants. */
export const owner = new pg.Pool({ ...credentials.of('owner'), max: 2, allowExitOnIdle: true })

/** Sees what other connections are doing. */
export const administrator = new pg.Pool({
  ...credentials.administrator,
  max: 1,
  allowExitOnIdle: true,
})

/** The tenant whose jobs are tried, and another one. */
export const tenants = {
  own: '01900000-0000-7000-8000-000000000001',
  neighbour: '01900000-0000-7000-8000-0000000000ff',
}

/** The tenants, and a table with a row for everything that a job does. */
export async function createLedger() {
  await owner.query(`
    insert into public.tenants (id, name) values ('${tenants.own}', 'Own'),
      ('${tenants.neighbour}', 'Neighbour') on conflict do nothing;
    drop table if exists public.ledger;
    create table public.ledger (
      tenant_id uuid not null default app.tenant_id(),
      id bigint generated always as identity,
      job text not null,
      note text not null,
      primary key (tenant_id, id)
    );
    select app.protect('public.ledger');
  `)
}

export async function dropLedger() {
  await owner.query('drop table if exists public.ledger')
}

/** Empties the ledger and the queues of both servers. */
export async function clear() {
  await owner.query(`truncate public.ledger, bullmq.job, bullmq.event, bullmq.dedup,
    bullmq.dedup_next, bullmq.scheduler, bullmq.tatami_receipts cascade;
    delete from bullmq.meta where field = 'stalled-check'`)
  await withRedis(async (redis) => {
    const keys = await redis.keys(`${redisPrefix}:*`)
    if (keys.length > 0) await redis.del(keys)
  })
}

export async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl())
  try {
    return await work(redis)
  } finally {
    redis.disconnect()
  }
}

export function redisUrl(): string {
  const url = process.env.REDIS_TEST_URL
  if (!url) throw new Error('REDIS_TEST_URL says where the Redis for tests is; it is not set')
  return url
}

export interface LedgerRow {
  job: string
  note: string
}

export async function ledger(): Promise<LedgerRow[]> {
  const { rows } = await owner.query<LedgerRow>('select job, note from public.ledger order by id')
  return rows
}

/** Jobs that left more than one row: effects that were committed twice. */
export async function doubled(): Promise<string[]> {
  const { rows } = await owner.query<LedgerRow>(
    'select job from public.ledger group by job having count(*) > 1'
  )
  return rows.map((row) => row.job)
}
