import { appUrl } from '#config/app'
import { defineConfig } from '@adonisjs/shield'

/**
 * What pages may load: the product's own files, and no script or style inside a page. The same
 * for every page, so it is not left to shield, which would think up a nonce for each.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';')

export default defineConfig({
  csp: { enabled: false },
  csrf: {
    enabled: true,
    exceptRoutes: [],
    enableXsrfCookie: false,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },
  xFrame: { enabled: true, action: 'DENY' },
  hsts: { enabled: appUrl.startsWith('https:'), maxAge: '365 days', includeSubDomains: true },
  contentTypeSniffing: { enabled: true },
})
