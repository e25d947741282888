import { appUrl } from '#config/app'
import { defineConfig } from '@adonisjs/session'
import { SessionStore } from '#app/identity/session_store'

const isSecure = appUrl.startsWith('https:')

export default defineConfig({
  enabled: true,
  cookieName: isSecure ? '__Host-tatami' : 'tatami',
  clearWithBrowser: true,
  age: '12h',
  cookie: { path: '/', httpOnly: true, secure: isSecure, sameSite: 'lax' },
  store: 'identity',
  stores: { identity: (ctx) => new SessionStore(ctx) },
})
