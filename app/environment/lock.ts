import { Environment } from './environment.ts'

/**
 * Waits until no other transaction of the tenant holds one of the names, and holds them until the
 * current one ends. For what must not happen twice at once and no unique key can prevent. Name
 * everything in one call: it locks in an order of its own, so two callers never wait for each
 * other. Throws PostgreSQL's 55P03 after the role's `lock_timeout`.
 */
export async function lockNames(names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const environment = Environment.current()
  const { tenantId } = environment.asker
  await environment.query(
    `select pg_advisory_xact_lock(key) from (select distinct
       hashtextextended(name, 0) as key from unnest($1::text[]) as name order by key) as keys`,
    [names.map((name) => `${tenantId} ${name}`)]
  )
}
