import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import i18nManager from '@adonisjs/i18n/services/main'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import { DomainError, said, type Saying } from '../domains/errors.ts'
import { gaveWay } from '../environment/gave_way.ts'
import { answerProblem, isApiRequest, problemStatus } from './api/problem.ts'
import { E_ONESELF } from './errors.ts'
import { writeRefusal } from './refusals.ts'
import { directionOf } from '../views/pseudo_locale.ts'
import { languageOf } from './language.ts'
import { textsOf } from './texts.ts'

/** Statuses that have a page of their own; others use the nearest. */
const pages = [403, 404, 419, 429, 503]

/** PostgreSQL is away or refuses connections: the request may succeed in a moment. */
const AWAY = /^(57P0[1-3]|53300|08...|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/

/** PostgreSQL has ended a statement that took longer than the role's `statement_timeout`. */
const TOO_LONG = '57014'

/**
 * Rolls the environment back before anything is answered, then answers in the words of the
 * person: what happened, what is safe, what to do next, and a reference for support.
 */
export default class Handler extends ExceptionHandler {
  protected override debug = app.inDev

  override async handle(error: unknown, ctx: HttpContext) {
    await ctx.environment?.rollback()
    const status = statusOf(error)
    await writeRefusal(ctx, status)
    if (isApiRequest(ctx)) return answerProblem(error, status, ctx)
    if (wantsJson(ctx)) {
      const message = status >= 500 ? 'Internal error' : messageOf(error, languageFor(ctx))
      const reference = ctx.request.id() ?? ''
      return ctx.response.status(status).json({ errors: [{ message, reference }] })
    }
    if (status === 401) return ctx.response.redirect().toPath('/login')
    return this.#renderPage(error, status, ctx)
  }

  override async report(error: unknown, ctx: HttpContext) {
    const given = statusOf(error)
    const status = isApiRequest(ctx) ? problemStatus(error, given) : given
    if (status < 500) return
    logger.error({ err: error, reference: ctx.request.id(), url: ctx.request.url() }, 'failed')
  }

  async #renderPage(error: unknown, status: number, ctx: HttpContext) {
    const page = pages.includes(status) ? status : status >= 500 ? 500 : 404
    const lang = languageFor(ctx)
    const speaks = status === 422 || status === 409 || error instanceof E_ONESELF
    const shown = speaks ? messageOf(error, lang) : null
    ctx.response.status(status).header('content-type', 'text/html; charset=utf-8')
    ctx.response.send(
      await ctx.view.render(`errors/${page}`, {
        t: textsOf(i18nManager, lang),
        lang,
        dir: directionOf(lang),
        status,
        kind: passing(error) ?? page,
        detail: shown ?? '',
        isUnreadable: error instanceof DomainError && ctx.request.method() === 'GET',
        reference: (ctx.request.id() ?? '').slice(0, 8).toUpperCase(),
        page: ctx.request.url(),
        time: new Date().toISOString().slice(0, 19).replace('T', ' ') + ' UTC',
      })
    )
  }
}

function statusOf(error: unknown): number {
  if (error instanceof DomainError) return 422
  const { status, code } = error as { status?: number; code?: string }
  if (code === 'E_BAD_CSRF_TOKEN') return 419
  if (code === '42501') return 403
  if (code && (AWAY.test(code) || passing(error))) return 503
  return status ?? 500
}

/** What will have passed when it is tried again, as the texts of error pages name it; else null. */
function passing(error: unknown): 'busy' | 'long' | null {
  if (gaveWay(error)) return 'busy'
  return (error as { code?: string }).code === TOO_LONG ? 'long' : null
}

function languageFor(ctx: HttpContext): string {
  return ctx.identity?.user?.language ?? languageOf(ctx)
}

/** What is wrong, in the language of the person where it is said in more than one. */
function messageOf(error: unknown, language: string): string {
  const { saying, message } = error as Error & { saying?: Saying }
  return saying ? said(saying, textsOf(i18nManager, language)) : message
}

function wantsJson(ctx: HttpContext): boolean {
  return ctx.request.accepts(['html', 'json']) === 'json'
}
