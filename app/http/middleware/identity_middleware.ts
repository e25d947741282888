import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Asker } from '../../environment/scope.ts'
import { scopedLocationIds, type Identity } from '../../identity/identity.ts'
import { Registry } from '../../modules/registry.ts'
import { IMPERSONATION } from '../impersonation.ts'
import { impliedGroupsOf } from '../implied_groups.ts'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    asker: Asker
    /**
     * What the house is for the tenant of this request, from its beginning to its end: the
     * registry generation in force, or the tenant's own on it.
     */
    registry: Registry
  }
}

/** Lets only logged-in users of a tenant pass, and says who is asking. */
export default class IdentityMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { identity } = ctx
    ctx.registry = Registry.current
    if (!identity?.user) {
      ctx.session.forget('auth_web')
      ctx.session.forget(IMPERSONATION)
      if (await ctx.auth.use('web').check()) return this.#comeBack(ctx)
      ctx.response.redirect().withIntendedUrl().toPath('/login')
      return
    }
    if (!identity.tenant) {
      ctx.response.redirect().toPath('/login?reason=no-tenant')
      return
    }
    const registry = await Registry.current.ofTenant(identity.tenant)
    ctx.registry = registry.inLanguage(identity.user.language)
    ctx.asker = askerOf(identity, ctx)
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'same-origin')
    return next()
  }

  /** A remembered log-in has just made a new session: the same page is asked for once more. */
  #comeBack(ctx: HttpContext) {
    const isGet = ctx.request.method() === 'GET'
    ctx.response.redirect().toPath(isGet ? ctx.request.url(true) : '/')
  }
}

function askerOf(identity: Identity, { registry, request, route }: HttpContext): Asker {
  return {
    tenantId: identity.tenant!.id,
    userId: identity.user!.id,
    impersonatorId: identity.impersonator?.id ?? null,
    locationIds: scopedLocationIds(identity),
    groups: impliedGroupsOf(registry, identity),
    email: identity.user!.email,
    language: identity.user!.language,
    tenantLanguage: identity.tenant!.language,
    timeZone: identity.user!.timeZone,
    catalogue: registry.catalogue,
    origin: { channel: 'screen', cause: route?.name, ip: request.ip() },
  }
}
