import type { HttpContext } from '@adonisjs/core/http'
import { API, API_WRITE } from '../../access/permissions.ts'
import { isUuid } from '../../environment/scope.ts'
import { createApiKey, revokeApiKey, tokensOf } from '../../identity/api_keys.ts'
import { renderAccountPage } from '../account.ts'
import { apiKeysState, hasWriteScope, readApiKeyForm } from '../api_key_form.ts'
import { recordKeyEvent } from '../api_key_events.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { Page } from '../page.ts'

const HREF = '/account/tokens'

/** The tokens with which a user lets programs act for them. */
export default class TokensController {
  index(ctx: HttpContext) {
    return this.#page(ctx, new Page(ctx))
  }

  /** The secret stands on this page and nowhere else, so the page is not led away from. */
  async store(ctx: HttpContext) {
    requireApi(ctx)
    const page = new Page(ctx)
    const { input, errors } = readApiKeyForm(ctx, page)
    if (!mayWrite(ctx) && hasWriteScope(input)) errors.scope = page.t('ui.keys.readOnly')
    if (Object.keys(errors).length > 0) {
      ctx.response.status(422)
      return this.#page(ctx, page, { input, errors })
    }
    const { user, tenant } = ctx.identity!
    const made = await createApiKey({
      ...input,
      tenantId: tenant!.id,
      userId: user!.id,
      isPersonal: true,
      createdBy: user!.id,
    })
    await recordKeyEvent('api_key_made', made!)
    ctx.response.status(201)
    return this.#page(ctx, page, { made: { name: input.name, secret: made!.secret } })
  }

  async destroy(ctx: HttpContext) {
    const { user, tenant } = ctx.identity!
    const id: unknown = ctx.params.id
    const key = { tenantId: tenant!.id, userId: user!.id, by: user!.id, isPersonal: true as const }
    const revoked = isUuid(id) ? await revokeApiKey({ ...key, id }) : null
    if (!revoked) throw new E_NOT_FOUND()
    await recordKeyEvent('api_key_revoked', revoked)
    return ctx.response.redirect().toPath(HREF)
  }

  async #page(
    ctx: HttpContext,
    page: Page,
    change: Partial<Parameters<typeof apiKeysState>[2]> = {}
  ) {
    requireApi(ctx)
    const { user, tenant } = ctx.identity!
    const keys = await tokensOf(tenant!.id, user!.id)
    return renderAccountPage(ctx, page, {
      key: 'tokens',
      template: 'pages/tokens',
      state: {
        keys: apiKeysState(ctx, page, { action: HREF, keys, mayWrite: mayWrite(ctx), ...change }),
      },
    })
  }
}

/** Whoever has no API access needs no tokens: for them there is nothing here. */
function requireApi({ asker }: HttpContext) {
  if (!asker.groups.has(API)) throw new E_NOT_FOUND()
}

function mayWrite({ asker }: HttpContext): boolean {
  return asker.groups.has(API_WRITE)
}
