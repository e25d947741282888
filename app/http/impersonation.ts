import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { covers } from '../access/covers.ts'
import { recordEvent } from '../environment/audit.ts'
import type { Asker } from '../environment/scope.ts'
import { readMembership, type Membership } from '../identity/membership.ts'
import { allowedLocationIds } from '../identity/who.ts'
import { E_FORBIDDEN } from './errors.ts'
import { textsOf } from './texts.ts'

/** What the session remembers of an administrator who acts as somebody else. */
export interface Impersonation {
  impersonatorId: string
  tenantId: string
  /** When it ends at the latest, in milliseconds. */
  until: number
}

/** Under this name the session remembers it. Whoever logs in forgets it: nobody acts in their name. */
export const IMPERSONATION = 'impersonation'

/** An hour: what takes longer deserves a new decision. */
const LONGEST = 60 * 60_000

/**
 * Makes this session that of a member of the tenant, in the name of whoever is logged in. The
 * member must not have more rights. Returns why it cannot be, in words, or null where it has begun.
 */
export async function beginImpersonation(
  ctx: HttpContext,
  member: { id: string; name: string }
): Promise<string | null> {
  const { user, tenant } = ctx.identity!
  const refused = await refusalOf(ctx, member.id)
  if (refused) return textsOf(i18nManager, ctx.asker.language)(`ui.impersonation.${refused}`)
  const impersonation: Impersonation = {
    impersonatorId: user!.id,
    tenantId: tenant!.id,
    until: Date.now() + LONGEST,
  }
  await recordEvent({
    kind: 'impersonation_began',
    subject: member.name,
    record: { table: 'memberships', id: member.id },
  })
  ctx.session.put(IMPERSONATION, impersonation)
  ctx.session.put('auth_web', member.id)
  ctx.session.regenerate()
  return null
}

async function refusalOf(ctx: HttpContext, memberId: string) {
  const { user, tenant, impersonator } = ctx.identity!
  if (impersonator) return 'nested'
  if (memberId === user!.id) return 'oneself'
  const membership = await readMembership(tenant!.id, memberId)
  if (!membership) return 'inactive'
  return hasMoreRights(ctx, membership) ? 'rights' : null
}

/** Gives the session back to the administrator. Returns false where nobody is impersonated. */
export async function endImpersonation({ identity, session }: HttpContext): Promise<boolean> {
  const impersonation = session.get(IMPERSONATION) as Impersonation | undefined
  if (!impersonation) return false
  const { id, name } = identity!.user!
  await recordEvent({
    kind: 'impersonation_ended',
    subject: name,
    record: { table: 'memberships', id },
  })
  session.forget(IMPERSONATION)
  session.put('auth_web', impersonation.impersonatorId)
  session.put('begins_in', impersonation.tenantId)
  session.regenerate()
  return true
}

/**
 * Lets whoever is logged in look after the account of a member: nobody does that to somebody with more
 * rights, and nobody who acts as somebody else does. Throws E_FORBIDDEN.
 */
export async function requireCharge(ctx: HttpContext, memberId: string): Promise<void> {
  const { tenant, impersonator } = ctx.identity!
  const membership = await readMembership(tenant!.id, memberId)
  if (impersonator || !membership || hasMoreRights(ctx, membership)) {
    throw new E_FORBIDDEN(['You may not look after the account of this user'])
  }
}

/**
 * Whether a member may do, or may see, what the person who is logged in may not: more models,
 * records, fields, pages or locations. Platform administrators stand above all others.
 */
export function hasMoreRights({ asker, identity, registry }: HttpContext, member: Membership) {
  if (member.isPlatformAdministrator) return true
  if (identity!.user!.isPlatformAdministrator) return false
  const { email, groups, language, timeZone, locationIds } = member
  const other: Asker = {
    ...{ tenantId: asker.tenantId, userId: null, locationIds, email, language, timeZone },
    groups: registry.access.imply(groups),
  }
  if (!covers(registry.access, registry.models, asker, other)) return true
  const entries = registry.menu.flatMap((section) => section.entries)
  const shown = entries.filter((entry) => registry.showsEntry(other, entry))
  if (!shown.every((entry) => registry.showsEntry(asker, entry))) return true
  const allowed = allowedLocationIds(identity!)
  if (allowed === null) return false
  return locationIds === null || locationIds.some((id) => !allowed.includes(id))
}
