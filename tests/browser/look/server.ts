import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { Edge } from 'edge.js'
import { assetTags } from '#app/views/assets'
import { edgeHelpers } from '#app/views/edge_helpers'
import { renderMenu } from '#app/views/menu_html'
import { t } from '../../look/texts.ts'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

export const edge = Edge.create({ cache: true })
edge.mount(new URL('../../../resources/views', import.meta.url))
for (const [name, helper] of Object.entries(edgeHelpers)) edge.global(name, helper)
edge.global('t', t)

/** Puts the frame around a body. */
export function framed(body: string): Promise<string> {
  return edge.render('layouts/app', { frame: frameSample(), body })
}

export function frameSample() {
  const location = { id: 'n', name: 'North', letter: 'N', selected: true, kind: 1 }
  return {
    title: 'Sample',
    tenant: { id: '1', name: 'Linden & Moor' },
    tenants: [
      { id: '1', name: 'Linden & Moor' },
      { id: '2', name: 'Kiln Street Workshop' },
    ],
    locations: [
      location,
      { ...location, id: 's', name: 'South', letter: 'S', selected: false, kind: 2 },
    ],
    locationLabel: 'North',
    user: { id: 'u1', name: 'Mara Ellison', initials: 'ME', tone: 1 },
    menuHtml: renderMenu(
      [{ label: 'CRM', icon: 'handshake', children: [{ label: 'Contacts', href: '/list' }] }],
      '/list'
    ),
    csrf: 'token',
    crumbs: [
      { label: 'CRM', href: '/' },
      { label: 'Contacts', href: null },
    ],
    assets: assetTags(),
    lang: 'en',
    dir: 'ltr',
    flash: { kind: 'warn', text: 'Archived.', undoHref: '/undo' },
    search: { action: '/search' },
    version: '0.1.0',
  }
}

/**
 * Serves pages by their path, and the built assets, under the strictest content policy. Answers with
 * the address and a way to stop.
 */
export async function servePages(pages: Record<string, string>) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost')
    response.setHeader('content-security-policy', "default-src 'self'; frame-ancestors 'none'")
    if (pathname.startsWith('/assets/')) {
      response.setHeader('content-type', types[extname(pathname)] ?? 'text/plain')
      response.end(readFileSync(new URL(`../../../public${pathname}`, import.meta.url)))
      return
    }
    const page = pages[pathname]
    response.statusCode = page === undefined ? 404 : 200
    response.setHeader(
      'content-type',
      page?.startsWith('[') ? 'application/json' : 'text/html; charset=utf-8'
    )
    response.end(page ?? '')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => stop(server),
  }
}

function stop(server: Server) {
  server.closeAllConnections()
  return new Promise<void>((done) => server.close(() => done()))
}
