import { STATUS_CODES } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import { DomainError, said } from '../../domains/errors.ts'
import type { Translate } from '../../views/texts.ts'
import { languageOf } from '../language.ts'
import { faultTexts, textsOf } from '../texts.ts'
import {
  E_API_ACCESS,
  E_API_KEY,
  E_API_LIMIT,
  E_API_SCOPE,
  E_INVALID_REQUEST,
  E_NOT_MULTIPART,
} from './errors.ts'
import { E_PACKED_BODY } from '../errors.ts'

/** What went wrong, as RFC 9457 describes it. `code` is for programs, `detail` for people. */
export interface Problem {
  type: 'about:blank'
  title: string
  status: number
  code: string
  detail: string
  /** Each fault with its place. */
  errors?: { detail: string; pointer?: string; parameter?: string; path?: readonly number[] }[]
  /** Names this request in the server's log. */
  reference?: string
}

export function isApiRequest({ request }: HttpContext): boolean {
  return request.url().startsWith('/api/')
}

/** Answers an error under `/api`. `status` is what pages would answer with. */
export function answerProblem(error: unknown, status: number, ctx: HttpContext) {
  const language = ctx.asker?.language ?? languageOf(ctx)
  const problem = problemOf(error, status, textsOf(i18nManager, language))
  if (problem.status >= 500) problem.reference = ctx.request.id() ?? ''
  if (error instanceof E_API_KEY) ctx.response.header('www-authenticate', 'Bearer realm="Tatami"')
  if (error instanceof E_API_LIMIT) ctx.response.header('retry-after', error.seconds)
  ctx.response.status(problem.status)
  ctx.response.header('content-language', language)
  ctx.response.header('cache-control', 'no-store')
  ctx.response.header('content-type', 'application/problem+json')
  return ctx.response.send(JSON.stringify(problem))
}

/** The status that a program is answered with, where a page would be with the one `given`. */
export function problemStatus(error: unknown, given: number): number {
  return refusalOf(error)?.status ?? given
}

function problemOf(error: unknown, given: number, t: Translate): Problem {
  const { code: written } = error as { code?: string }
  const refused = refusalOf(error)
  const status = refused?.status ?? given
  const errors = faultsOf(error, t)
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: codeOf(status, refused ? undefined : written),
    detail: detailOf(error, status, refused?.key, t),
    ...(errors && { errors }),
  }
}

/** Writes that PostgreSQL refuses because of what was asked, and not because of a fault of ours. */
const refusals = [
  { codes: /^23503$/, status: 409, key: 'api.needed' },
  { codes: /^(22...|23502|23514)$/, status: 422, key: 'api.value' },
  { codes: /^(40001|40P01|55P03)$/, status: 409, key: 'api.busy' },
  { codes: /^57014$/, status: 503, key: 'api.long' },
]

function refusalOf(error: unknown) {
  const { code } = error as { code?: string }
  return refusals.find(({ codes }) => code !== undefined && codes.test(code))
}

function faultsOf(error: unknown, t: Translate): Problem['errors'] {
  if (error instanceof DomainError) {
    return [{ detail: said(error.saying, t), parameter: 'domain', path: error.path }]
  }
  if (error instanceof E_INVALID_REQUEST) {
    return error.faults.map(({ detail, ...place }) => ({
      detail: typeof detail === 'string' ? detail : t(detail.key, detail.values),
      ...place,
    }))
  }
  if (error instanceof E_INVALID_INPUT) {
    return Object.entries(faultTexts(error.faults, t)).map(([name, detail]) => ({
      detail,
      pointer: `#/${name}`,
    }))
  }
}

function detailOf(error: unknown, status: number, key: string | undefined, t: Translate): string {
  if (key) return t(key)
  if (error instanceof E_API_KEY) return t(`api.key.${error.refusal}`)
  if (error instanceof E_API_ACCESS) return t(`api.access.${error.refused}`)
  if (error instanceof E_API_SCOPE) return t('api.scope', { scope: error.scope })
  if (error instanceof E_API_LIMIT) return t('api.limit', { seconds: error.seconds })
  if (error instanceof E_NOT_MULTIPART) return t('api.multipart')
  if (error instanceof E_PACKED_BODY) return t('api.packed')
  return t(
    known.includes(status) ? `api.status.${status}` : `api.status.${status >= 500 ? 500 : 400}`
  )
}

/** Statuses with words of their own. */
const known = [400, 403, 404, 409, 413, 415, 422, 428, 500, 503]

/** The code of our own exception, else one made of the status; never PostgreSQL's. */
function codeOf(status: number, written: string | undefined): string {
  if (status < 500 && written?.startsWith('E_')) return written
  return `E_${(STATUS_CODES[status] ?? 'Error').toUpperCase().replaceAll(/[^A-Z]+/g, '_')}`
}
