import type { HttpContext } from '@adonisjs/core/http'
import { renderSVG } from 'uqr'
import { setupOf, twoFactorOf } from '../identity/two_factor.ts'
import { renderAccountPage } from './account.ts'
import { Page } from './page.ts'

/** What the page shows beside the state of the second step. */
interface Shown {
  /** Recovery codes that were just made. */
  codes?: readonly string[]
  /** Why a form was refused. */
  errors?: Partial<Record<'begin' | 'setUp' | 'renew', string>>
}

/** The page on which users look after their second step. */
export async function renderSecurityPage(ctx: HttpContext, shown: Shown = {}): Promise<string> {
  const page = new Page(ctx)
  const { user, tenant } = ctx.identity!
  const { confirmedAt, recoveryCodes } = await twoFactorOf(user!.id)
  const sealed = waitingSetup(ctx)
  const setup = sealed && setupOf(sealed, user!.email)
  return renderAccountPage(ctx, page, {
    key: 'security',
    template: 'pages/security',
    state: {
      required: tenant!.requiresTwoFactor,
      confirmed: confirmedAt && page.formats.datetime(confirmedAt),
      setup: setup && { qr: renderSVG(setup.uri, { ecc: 'M' }), secret: grouped(setup.secret) },
      left: recoveryCodes,
      codes: shown.codes ?? null,
      errors: shown.errors ?? {},
    },
  })
}

const SETUP = 'two_factor_setup'

/** Keeps the secret of a set-up in the session, where nobody sees it who comes in elsewhere. */
export function keepSetup({ identity, session }: HttpContext, sealed: string) {
  session.put(SETUP, { userId: identity!.user!.id, sealed })
}

export function forgetSetup({ session }: HttpContext) {
  session.forget(SETUP)
}

/** The sealed secret of a set-up of this user that waits for its first code; null where none does. */
export function waitingSetup({ identity, session }: HttpContext): string | null {
  const setup = session.get(SETUP) as { userId: string; sealed: string } | undefined
  return setup?.userId === identity!.user!.id ? setup.sealed : null
}

/** Typing is easier in groups of four; apps leave the spaces out. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)!.join(' ')
}
