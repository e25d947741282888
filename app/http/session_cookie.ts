import type { HttpRequest } from '@adonisjs/core/http'

/** Signed cookies that have been verified, with the values that they carry. */
const verified = new Map<string, string>()
const MOST = 10_000

/**
 * Lets a request read the signed cookie of its session without checking a signature that this
 * process has checked before: two HMACs a request, a twentieth of a page. Only the whole cookie,
 * signature included, is recognised, and only after it was good. What the session may do is
 * asked of the database every time.
 */
export function rememberSessionCookie(request: HttpRequest, name: string) {
  const signed: unknown = request.cookiesList()[name]
  if (typeof signed !== 'string') return
  const known = verified.get(signed)
  if (known !== undefined) {
    const read = request.cookie.bind(request)
    request.cookie = (key, fallback) => (key === name ? known : read(key, fallback))
    return
  }
  const value: unknown = request.cookie(name)
  if (typeof value !== 'string' || value === '') return
  if (verified.size >= MOST) verified.clear()
  verified.set(signed, value)
}
