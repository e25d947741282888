import i18nManager from '@adonisjs/i18n/services/main'
import type { Letter } from '../../egress/letter.ts'
import { readTenantState } from '../../identity/membership.ts'
import { Registry } from '../../modules/registry.ts'
import type { LetterView } from '../../views/letters.ts'
import { textsOf } from '../texts.ts'

/** For whom a letter is written. */
interface Recipient {
  to: string
  language: string
  /** The tenant whose modules have a say in it; null where it is sent on behalf of none. */
  tenantId: string | null
}

/** Writes a letter with all that modules add to it. */
export async function composeLetter<About>(
  view: LetterView<About>,
  about: NoInfer<About>,
  { to, language, tenantId }: Recipient
): Promise<Letter> {
  const registry = await registryOf(tenantId)
  const { subject, parts } = registry.letterOf(view)
  const t = textsOf(i18nManager, language)
  const written = parts.map(({ as, say, path }) => ({
    as,
    text: say(about, t),
    path: path && path(about),
  }))
  return { to, language, subject: subject(about, t), parts: written.filter(({ text }) => text) }
}

async function registryOf(tenantId: string | null): Promise<Registry> {
  if (tenantId === null) return Registry.current
  const tenant = await readTenantState(tenantId)
  return Registry.current.ofTenant({ id: tenantId, customization: tenant?.customization ?? 0 })
}
