import { createHash } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'
import { Secret, TOTP } from 'otpauth'
import { identityPool } from './connection.ts'

const PURPOSE = 'two-factor'
const STEP = 30

/** A code counts one step before and after its own, for clocks that are not quite right. */
const WINDOW = 1
const RECOVERY_CODES = 10

const DIGITS = /^\d{6}$/

/** Whether a user has a second step. */
export interface TwoFactorState {
  /** When it was set up; null where there is none. */
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

export async function twoFactorOf(userId: string): Promise<TwoFactorState> {
  const { rows } = await identityPool().query<TwoFactorState>(
    `select f.confirmed_at as "confirmedAt", (select count(*)::int from identity.recovery_codes c
       where c.user_id = f.user_id and c.used_at is null) as "recoveryCodes"
     from identity.two_factor f where f.user_id = $1 and f.confirmed_at is not null`,
    [userId]
  )
  return rows[0] ?? { confirmedAt: null, recoveryCodes: 0 }
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

/** A new secret, sealed: a session keeps it until a first code shows that an app knows it. */
export function newTwoFactorSecret(): string {
  return encryption.encrypt(new Secret({ size: 20 }).base32, { purpose: PURPOSE })
}

/** What the app of the user with this address must be told of a sealed secret. */
export function setupOf(sealed: string, email: string): TwoFactorSetup {
  const totp = totpOf(sealed, email)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/**
 * Switches the second step on with a first code, in place of an app that there was before, logs the
 * user out everywhere else, and returns the recovery codes, which are shown once. Returns null for a
 * wrong code.
 */
export async function confirmTwoFactor(
  userId: string,
  sealed: string,
  code: string,
  sessionId: string
): Promise<string[] | null> {
  const step = stepOf(sealed, plain(code))
  if (step === null) return null
  const { rowCount } = await identityPool().query(
    `insert into identity.two_factor as f (user_id, secret, confirmed_at, last_step)
     values ($1, $2, now(), $3) on conflict (user_id) do update set secret = excluded.secret,
       confirmed_at = excluded.confirmed_at, last_step = excluded.last_step
     where f.secret <> excluded.secret or f.last_step < excluded.last_step`,
    [userId, sealed, step]
  )
  if (rowCount !== 1) return null
  await identityPool().query(
    `with remembered as (delete from identity.remember_me_tokens where tokenable_id = $1)
     delete from identity.sessions where $1 in (user_id, impersonator_id) and id <> $2`,
    [userId, sessionId]
  )
  return renewRecoveryCodes(userId)
}

/**
 * Whether this is a code of the user's app, or one of their recovery codes, and which. Each counts
 * once, whichever process sees it.
 */
export async function passesCode(userId: string, code: string): Promise<'app' | 'recovery' | null> {
  const typed = plain(code)
  if (DIGITS.test(typed)) return (await usesCode(userId, typed)) ? 'app' : null
  return (await usesRecoveryCode(userId, typed)) ? 'recovery' : null
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

/** Switches the second step off. Returns whether it was on. */
export async function removeTwoFactor(userId: string): Promise<boolean> {
  const { rowCount } = await identityPool().query(
    'delete from identity.two_factor where user_id = $1',
    [userId]
  )
  return rowCount === 1
}

/** Checks a code and marks its step as used in one statement that only one request can win. */
async function usesCode(userId: string, code: string): Promise<boolean> {
  const { rows } = await identityPool().query<{ secret: string }>(
    'select secret from identity.two_factor where user_id = $1 and confirmed_at is not null',
    [userId]
  )
  const step = rows[0] ? stepOf(rows[0].secret, code) : null
  if (step === null) return false
  const { rowCount } = await identityPool().query(
    `update identity.two_factor set last_step = $2
     where user_id = $1 and last_step < $2 and secret = $3 and confirmed_at is not null`,
    [userId, step, rows[0]!.secret]
  )
  return rowCount === 1
}

async function usesRecoveryCode(userId: string, code: string): Promise<boolean> {
  const { rowCount } = await identityPool().query(
    `update identity.recovery_codes c set used_at = now()
     from identity.two_factor f where f.user_id = c.user_id and f.confirmed_at is not null
       and c.user_id = $1 and c.hash = $2 and c.used_at is null`,
    [userId, hashOf(userId, code)]
  )
  return rowCount === 1
}

/** The step whose code this is, at this moment or next to it; null where it is none. */
function stepOf(sealed: string, code: string): number | null {
  if (!DIGITS.test(code)) return null
  const now = Date.now()
  const delta = totpOf(sealed, '').validate({ token: code, window: WINDOW, timestamp: now })
  return delta === null ? null : Math.floor(now / 1000 / STEP) + delta
}

/** A code without spaces and hyphens, in the letters and digits of ASCII. Japanese keyboards type wide ones. */
function plain(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
}

function totpOf(sealed: string, email: string): TOTP {
  const secret = encryption.decrypt<string>(sealed, PURPOSE)
  if (!secret) throw new Error('The secret of a second step was encrypted with another APP_KEY')
  return new TOTP({ issuer: 'Tatami', label: email || 'Tatami', secret, period: STEP })
}

/** 80 random bits in four groups, as `ABCD-EFGH-JKLM-NPQR`. */
function newRecoveryCode(): string {
  return new Secret({ size: 10 }).base32.match(/.{4}/g)!.join('-')
}

/** Letters and digits that look alike count as the ones that base32 has. */
function hashOf(userId: string, code: string): Buffer {
  const letters = plain(code).replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B')
  return createHash('sha256').update(`${userId} ${letters}`).digest()
}
