import type { HttpContext } from '@adonisjs/core/http'
import { API, API_WRITE } from '../../access/permissions.ts'
import { isUuid } from '../../environment/scope.ts'
import { apiKeysOf, createApiKey, revokeApiKey } from '../../identity/api_keys.ts'
import { readMembership } from '../../identity/membership.ts'
import { API_KEYS_HREF, apiKeysState, hasWriteScope, readApiKeyForm } from '../api_key_form.ts'
import { recordKeyEvent } from '../api_key_events.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { hasMoreRights } from '../impersonation.ts'
import { requireMenuPage } from '../menu_page.ts'
import { Page } from '../page.ts'

/** The API keys of a tenant: each acts as one of its members. */
export default class ApiKeysController {
  index(ctx: HttpContext) {
    requireMenuPage(ctx, API_KEYS_HREF)
    return this.#page(ctx, new Page(ctx))
  }

  /** The secret stands on this page and nowhere else, so the page is not led away from. */
  async store(ctx: HttpContext) {
    requireMenuPage(ctx, API_KEYS_HREF)
    const page = new Page(ctx)
    const { input, errors } = readApiKeyForm(ctx, page)
    const { user, tenant } = ctx.identity!
    const membership = isUuid(input.member) ? await readMembership(tenant!.id, input.member) : null
    if (!membership) errors.member = page.t('ui.error.record')
    else if (hasMoreRights(ctx, membership)) errors.member = page.t('ui.keys.moreRights')
    else {
      const groups = ctx.registry.access.imply(
        membership.groups,
        membership.isPlatformAdministrator
      )
      if (!groups.has(API)) errors.member = page.t('ui.keys.memberNoApi')
      else if (!groups.has(API_WRITE) && hasWriteScope(input)) {
        errors.scope = page.t('ui.keys.memberReadOnly')
      }
    }
    if (Object.keys(errors).length > 0) {
      ctx.response.status(422)
      return this.#page(ctx, page, { input, errors })
    }
    const made = await createApiKey({
      ...input,
      tenantId: tenant!.id,
      userId: input.member!,
      isPersonal: false,
      createdBy: user!.id,
    })
    await recordKeyEvent('api_key_made', made!)
    ctx.response.status(201)
    return this.#page(ctx, page, { made: { name: input.name, secret: made!.secret } })
  }

  async destroy(ctx: HttpContext) {
    requireMenuPage(ctx, API_KEYS_HREF)
    const { user, tenant } = ctx.identity!
    const id: unknown = ctx.params.id
    const key = { tenantId: tenant!.id, by: user!.id, isPersonal: false as const }
    const revoked = isUuid(id) ? await revokeApiKey({ ...key, id }) : null
    if (!revoked) throw new E_NOT_FOUND()
    await recordKeyEvent('api_key_revoked', revoked)
    return ctx.response.redirect().toPath(API_KEYS_HREF)
  }

  async #page(
    ctx: HttpContext,
    page: Page,
    change: Partial<Parameters<typeof apiKeysState>[2]> = {}
  ) {
    const { tenantId } = ctx.asker
    const [keys, [members]] = await Promise.all([
      apiKeysOf(tenantId),
      ctx.environment!.read([
        {
          text: `select id, name from memberships where tenant_id = $1 and active
            order by name, id limit 500`,
          values: [tenantId],
        },
      ]),
    ])
    const choices = members as { id: string; name: string }[]
    const title = page.t('ui.apiKeys.title')
    return page.renderView('pages/api_keys', {
      title,
      crumbs: [{ label: title, href: null }],
      menuHref: API_KEYS_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        keys: apiKeysState(ctx, page, {
          action: API_KEYS_HREF,
          keys,
          members: choices,
          mayWrite: true,
          ...change,
        }),
      },
    })
  }
}
