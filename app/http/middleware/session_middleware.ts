import '@adonisjs/session/session_middleware'
import { configProvider } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import emitter from '@adonisjs/core/services/emitter'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Session } from '@adonisjs/session'
import { SessionStore } from '../../identity/session_store.ts'
import { rememberSessionCookie } from '../session_cookie.ts'
import type { SessionConfig, SessionStoreFactory } from '@adonisjs/session/types'
import sessionConfig from '#config/session'

const config = (await configProvider.resolve<SessionConfig>(app, sessionConfig))!

/**
 * The session, kept quiet: the stock middleware signs a new cookie and writes the row on every
 * request, which costs a tenth of a page. Here both happen only when something has changed or the
 * row is due to be touched. (The stock middleware is imported above for the methods that it adds
 * to redirects.)
 */
export default class SessionMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const store = new SessionStore(ctx)
    const factory = (() => store) as SessionStoreFactory
    rememberSessionCookie(ctx.request, config.cookieName)
    ctx.session = new Session(config, factory, emitter, ctx)
    await ctx.session.initiate(false)
    await next()
    const { session } = ctx
    const changed =
      session.hasBeenModified ||
      !session.responseFlashMessages.isEmpty ||
      session.hasRegeneratedSession
    if (changed || store.isTouchDue) await session.commit()
  }
}
