import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData, SessionStoreContract } from '@adonisjs/session/types'
import { readIdentity, type Identity } from './identity.ts'
import { identityPool } from './connection.ts'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Filled when the session is read; null for a session that nobody is logged in to. */
    identity: Identity | null
  }
}

const MINUTE = 60_000

/** How long a session lives without being used, in milliseconds. */
const LIFETIME = { user: 12 * 60 * MINUTE, anonymous: 2 * 60 * MINUTE }

/** A session is written again only when it was last seen longer ago than this. */
const TOUCH_AFTER = 5 * MINUTE

/** The tenant that a session of the user `$2` begins in: `$7`, or the one that they joined first. */
const FIRST_TENANT = `(select m.tenant_id from public.memberships m
  join public.tenants t on t.id = m.tenant_id and t.active
  where m.id = $2::uuid and m.active
  order by m.tenant_id is distinct from $7::uuid, m.created_at, m.tenant_id limit 1)`

const EXPIRY = 'least(now() + make_interval(secs => $6), to_timestamp($8))'

const MAKE = `
insert into identity.sessions
  (id, user_id, tenant_id, data, ip, user_agent, expires_at, impersonator_id)
values ($1, $2::uuid, ${FIRST_TENANT}, $3, $4, $5, ${EXPIRY}, $9::uuid)
on conflict (id) do update set user_id = excluded.user_id, data = excluded.data,
  tenant_id = case when sessions.user_id is distinct from excluded.user_id
    then excluded.tenant_id else sessions.tenant_id end,
  impersonator_id = excluded.impersonator_id, ip = excluded.ip,
  user_agent = excluded.user_agent, last_seen_at = now(), expires_at = excluded.expires_at`

const CHANGE = `
update identity.sessions s set user_id = $2::uuid, data = $3, ip = $4, user_agent = $5,
  tenant_id = case when s.user_id is distinct from $2::uuid then ${FIRST_TENANT} else s.tenant_id end,
  impersonator_id = $9::uuid, last_seen_at = now(), expires_at = ${EXPIRY}
where s.id = $1`

/**
 * Sessions in the database, read together with the identity in one statement. Reading a page
 * writes nothing: a session is touched every five minutes at most.
 */
export class SessionStore implements SessionStoreContract {
  #ctx: HttpContext

  constructor(ctx: HttpContext) {
    this.#ctx = ctx
    ctx.identity = null
  }

  async read(sessionId: string): Promise<SessionData | null> {
    const identity = await readIdentity(sessionId)
    this.#ctx.identity = identity
    return identity ? (JSON.parse(identity.data) as SessionData) : null
  }

  /**
   * A session that was read is changed and never made anew: one that was ended while a request was
   * under way stays ended.
   */
  async write(sessionId: string, values: SessionData) {
    const userId = (values.auth_web as string | undefined) ?? null
    const impersonation = values.impersonation as
      { impersonatorId: string; tenantId: string; until: number } | undefined
    const agent = this.#ctx.request.header('user-agent')?.slice(0, 400) ?? null
    const wasRead = this.#ctx.identity?.sessionId === sessionId
    await identityPool().query(wasRead ? CHANGE : MAKE, [
      sessionId,
      userId,
      JSON.stringify(values),
      this.#ctx.request.ip(),
      agent,
      seconds(userId),
      impersonation?.tenantId ?? values.begins_in ?? null,
      impersonation ? impersonation.until / 1000 : 'infinity',
      impersonation?.impersonatorId ?? null,
    ])
    await this.#sweep()
  }

  /** Forgets what has expired; once in a hundred writes, so that nothing has to be scheduled. */
  async #sweep() {
    if (Math.random() > 0.01) return
    await identityPool().query(`delete from identity.sessions where expires_at < now()`)
    await identityPool().query(`delete from identity.remember_me_tokens where expires_at < now()`)
    await identityPool().query(
      `delete from identity.api_keys
       where least(revoked_at, expires_at) < now() - interval '90 days'`
    )
    await identityPool().query(
      `delete from identity.rate_limits where expire < extract(epoch from now()) * 1000`
    )
  }

  async destroy(sessionId: string) {
    await identityPool().query('delete from identity.sessions where id = $1', [sessionId])
  }

  /** Whether `touch` would write. */
  get isTouchDue(): boolean {
    const { identity } = this.#ctx
    return !!identity && Date.now() - identity.lastSeenAt.getTime() > TOUCH_AFTER
  }

  async touch(sessionId: string) {
    if (!this.isTouchDue) return
    await identityPool().query(
      `update identity.sessions set last_seen_at = now(),
         expires_at = case when impersonator_id is null
           then now() + make_interval(secs => $2) else expires_at end
       where id = $1`,
      [sessionId, seconds(this.#ctx.identity?.user?.id ?? null)]
    )
  }
}

function seconds(userId: string | null): number {
  return (userId ? LIFETIME.user : LIFETIME.anonymous) / 1000
}
