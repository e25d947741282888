import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import server from '@adonisjs/core/services/server'
import { defineConfig, type HttpRequest } from '@adonisjs/core/http'

export const appKey = env.get('APP_KEY')
export const appUrl = env.get('APP_URL')

/** `?columns=name,email` is one text, however the comma is written: those who read it split it. */
const qs = {
  parse: { depth: 5, parameterLimit: 1000, allowSparse: false, arrayLimit: 20, comma: false },
}

export const http = defineConfig({
  qs,
  generateRequestId: true,
  allowMethodSpoofing: true,
  useAsyncLocalStorage: false,
  trustProxy: env.get('TRUSTED_PROXIES'),
  getIp: addressOf,
  onBadUrl: answerAsWritten,
  redirect: { allowedHosts: [], forwardQueryString: false },
  cookie: {
    path: '/',
    httpOnly: true,
    secure: appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
})

export const environmentName = app.nodeEnvironment

/** The address that a request comes from; what a proxy passes on that is none is not believed. */
function addressOf({ request }: HttpRequest, forwarded: () => string): string {
  const address = forwarded()
  return isIP(address) > 0 ? address : (request.socket.remoteAddress ?? '')
}

/**
 * Answers an address with a percent code that stands for no character as one in which the code is
 * written: there is nothing there, which is said in the usual way.
 */
function answerAsWritten(request: IncomingMessage, response: ServerResponse) {
  request.url = request.url!.replaceAll('%', '%25')
  return server.handle(request, response)
}
