import type { HttpContext } from '@adonisjs/core/http'
import { renderSVG } from 'uqr'
import { twoFactorOf } from '../identity/two_factor.ts'
import { renderAccountPage } from './account.ts'
import { Page } from './page.ts'

/** What the page shows beside the state of the second step. */
interface Shown {
  /** Recovery codes that were just made. */
  codes?: readonly string[]
  /** Why a form was refused. */
  errors?: Partial<Record<'begin' | 'setUp' | 'renew' | 'off', string>>
}

/** The page on which users look after their second step. */
export async function renderSecurityPage(ctx: HttpContext, shown: Shown = {}): Promise<string> {
  const page = new Page(ctx)
  const { user, tenant } = ctx.identity!
  const { setup, confirmedAt, recoveryCodes } = await twoFactorOf(user!.id, user!.email)
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

/** Typing is easier in groups of four; apps leave the spaces out. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)!.join(' ')
}
