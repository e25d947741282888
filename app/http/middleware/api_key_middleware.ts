import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { API, API_WRITE } from '../../access/permissions.ts'
import { readKeyIdentity, touchKey, type KeyIdentity } from '../../identity/key_identity.ts'
import { Registry } from '../../modules/registry.ts'
import { E_API_ACCESS, E_API_KEY } from '../api/errors.ts'
import { limitKey, limitTries } from '../api/limits.ts'
import { languageOf } from '../language.ts'
import { readScopes } from '../api/scopes.ts'
import { impliedGroupsOf } from '../implied_groups.ts'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Who asks through the API; only there. */
    apiKey: KeyIdentity
  }
}

/**
 * Lets programs pass that bring a key, and says for whom they ask. There is no cookie, no session
 * and nothing to be forged across sites: each request proves by itself who it is.
 */
export default class ApiKeyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const identity = await this.#identify(ctx)
    await limitKey(ctx, identity.keyId)
    await touchKey(identity, ctx.request.ip())
    ctx.apiKey = identity
    const language = languageOf(ctx, identity.user.language)
    const registry = await Registry.current.ofTenant(identity.tenant)
    ctx.registry = registry.inLanguage(language)
    ctx.asker = {
      tenantId: identity.tenant.id,
      userId: identity.user.id,
      locationIds: identity.locationIds,
      groups: impliedGroupsOf(ctx.registry, identity),
      email: identity.user.email,
      language,
      tenantLanguage: identity.tenant.language,
      timeZone: identity.user.timeZone,
      apiKeyId: identity.keyId,
      catalogue: ctx.registry.catalogue,
      origin: {
        channel: 'api',
        cause: ctx.route?.name,
        ip: ctx.request.ip(),
        apiKey: identity.keyId,
      },
    }
    this.#requireAccess(ctx)
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('x-content-type-options', 'nosniff')
    ctx.response.header('content-language', ctx.asker.language)
    return next()
  }

  /** A key does no more than its user may do through the API now. Throws E_API_ACCESS. */
  #requireAccess(ctx: HttpContext) {
    const { groups } = ctx.asker
    if (!groups.has(API)) throw new E_API_ACCESS('any')
    if (groups.has(API_WRITE)) return
    ctx.apiKey = { ...ctx.apiKey, scopes: readScopes(ctx.apiKey.scopes) }
  }

  /** Throws E_API_KEY; E_API_LIMIT where one address tries too many keys. */
  async #identify(ctx: HttpContext): Promise<KeyIdentity> {
    const secret = secretOf(ctx)
    if (secret === null) throw new E_API_KEY('missing')
    const identity = await readKeyIdentity(secret)
    if (typeof identity !== 'string') return identity
    await limitTries(ctx.request.ip())
    throw new E_API_KEY(identity)
  }
}

/** The key of the request: `X-API-Key`, or `Authorization: Bearer`. */
function secretOf({ request }: HttpContext): string | null {
  const own = request.header('x-api-key')
  if (own !== undefined) return own.trim()
  return /^Bearer +(\S+) *$/i.exec(request.header('authorization') ?? '')?.[1] ?? null
}
