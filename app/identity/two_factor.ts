import { createHash } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'
import { Secret, TOTP } from 'otpauth'
import { identityPool } from './connection.ts'

const PURPOSE = 'two-factor'
const STEP = 30

/** A code counts one step before and after its own, for clocks that are not quite right. */
const WINDOW = 1
const RECOVERY_CODES = 10

/** How far a user has come with their second step. */
export interface TwoFactorState {
  /** Set while the set-up waits for a first code. */
  setup: TwoFactorSetup | null
  confirmedAt: Date | null
  /** Recovery codes that have not been used. */
  recoveryCodes: number
}

/** What an authenticator app must be told. */
export interface TwoFactorSetup {
  /** In base32, to be typed. */
  secret: string
  /** `otpauth://…`, for a QR code. */
  uri: string
}

export async function twoFactorOf(userId: string, email: string): Promise<TwoFactorState> {
  const { rows } = await identityPool().query<{
    secret: string
    confirmedAt: Date | null
    codes: number
  }>(
    `select f.secret, f.confirmed_at as "confirmedAt", (select count(*)::int
       from identity.recovery_codes c where c.user_id = f.user_id and c.used_at is null) as codes
     from identity.two_factor f where f.user_id = $1`,
    [userId]
  )
  const row = rows[0]
  if (!row) return { setup: null, confirmedAt: null, recoveryCodes: 0 }
  const totp = totpOf(row.secret, email)
  return {
    setup: row.confirmedAt ? null : { secret: totp.secret.base32, uri: totp.toString() },
    confirmedAt: row.confirmedAt,
    recoveryCodes: row.codes,
  }
}

/** Whether a user must show a code to log in. */
export async function needsCode(userId: string): Promise<boolean> {
  const { rowCount } = await identityPool().query(
    'select 1 from identity.two_factor where user_id = $1 and confirmed_at is not null',
    [userId]
  )
  return rowCount === 1
}

/** How many of a tenant's users who can log in have a second step. */
export async function countWithTwoFactor(
  tenantId: string
): Promise<{ withStep: number; members: number }> {
  const { rows } = await identityPool().query<{ withStep: number; members: number }>(
    `select count(f.user_id)::int as "withStep", count(*)::int as members
     from public.memberships m join identity.users u on u.id = m.id and u.active
     left join identity.two_factor f on f.user_id = m.id and f.confirmed_at is not null
     where m.tenant_id = $1 and m.active and u.password is not null`,
    [tenantId]
  )
  return rows[0]!
}

/** Begins the set-up with a new secret. Does nothing where the second step is on already. */
export async function beginTwoFactor(userId: string): Promise<void> {
  const secret = encryption.encrypt(new Secret({ size: 20 }).base32, { purpose: PURPOSE })
  await identityPool().query(
    `insert into identity.two_factor (user_id, secret) values ($1, $2)
     on conflict (user_id) do update set secret = excluded.secret, created_at = now()
     where two_factor.confirmed_at is null`,
    [userId, secret]
  )
}

/**
 * Switches the second step on with a first code, logs the user out everywhere else, and returns
 * the recovery codes, which are shown once. Returns null for a wrong code.
 */
export async function confirmTwoFactor(
  userId: string,
  code: string,
  sessionId: string
): Promise<string[] | null> {
  if (!(await usesCode(userId, code, 'confirmed_at is null', 'confirmed_at = now()'))) return null
  await identityPool().query(
    `with remembered as (delete from identity.remember_me_tokens where tokenable_id = $1)
     delete from identity.sessions where $1 in (user_id, impersonator_id) and id <> $2`,
    [userId, sessionId]
  )
  return renewRecoveryCodes(userId)
}

/** Whether this is a code of the user's app. Each code counts once, whichever process sees it. */
export function passesCode(userId: string, code: string): Promise<boolean> {
  return usesCode(userId, code, 'confirmed_at is not null', null)
}

/** Whether this is one of the user's recovery codes. Each counts once. */
export async function passesRecoveryCode(userId: string, code: string): Promise<boolean> {
  const { rowCount } = await identityPool().query(
    `update identity.recovery_codes c set used_at = now()
     from identity.two_factor f where f.user_id = c.user_id and f.confirmed_at is not null
       and c.user_id = $1 and c.hash = $2 and c.used_at is null`,
    [userId, hashOf(userId, code)]
  )
  return rowCount === 1
}

/** Makes new recovery codes; those from before end. */
export async function renewRecoveryCodes(userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const client = await identityPool().connect()
  try {
    await client.query('begin')
    await client.query('delete from identity.recovery_codes where user_id = $1', [userId])
    await client.query(
      'insert into identity.recovery_codes (user_id, hash) select $1, unnest($2::bytea[])',
      [userId, codes.map((code) => hashOf(userId, code))]
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
  return codes
}

/** Switches the second step off. Returns whether it was on, or being set up. */
export async function removeTwoFactor(userId: string): Promise<boolean> {
  const { rowCount } = await identityPool().query(
    'delete from identity.two_factor where user_id = $1',
    [userId]
  )
  return rowCount === 1
}

/** Checks a code and marks its step as used in one statement that only one request can win. */
async function usesCode(
  userId: string,
  code: string,
  condition: 'confirmed_at is null' | 'confirmed_at is not null',
  change: 'confirmed_at = now()' | null
): Promise<boolean> {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return false
  const { rows } = await identityPool().query<{ secret: string }>(
    `select secret from identity.two_factor where user_id = $1 and ${condition}`,
    [userId]
  )
  if (!rows[0]) return false
  const now = Date.now()
  const delta = totpOf(rows[0].secret, '').validate({ token, window: WINDOW, timestamp: now })
  if (delta === null) return false
  const { rowCount } = await identityPool().query(
    `update identity.two_factor set last_step = $2${change ? `, ${change}` : ''}
     where user_id = $1 and last_step < $2 and secret = $3 and ${condition}`,
    [userId, Math.floor(now / 1000 / STEP) + delta, rows[0].secret]
  )
  return rowCount === 1
}

function totpOf(encrypted: string, email: string): TOTP {
  const secret = encryption.decrypt<string>(encrypted, PURPOSE)
  if (!secret) throw new Error('The secret of a second step was encrypted with another APP_KEY')
  return new TOTP({ issuer: 'Tatami', label: email || 'Tatami', secret, period: STEP })
}

/** 80 random bits in four groups, as `ABCD-EFGH-JKLM-NPQR`. */
function newRecoveryCode(): string {
  return new Secret({ size: 10 }).base32.match(/.{4}/g)!.join('-')
}

function hashOf(userId: string, code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')
  return createHash('sha256').update(`${userId} ${plain}`).digest()
}
