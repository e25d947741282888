import { createServer, type RequestListener, type Server } from 'node:http'

const SECOND = 1000

/**
 * The HTTP server of the process. Node would wait a minute for the head of a request and five for
 * its body, so that a few hundred slow connections could keep everybody else out.
 */
export function createHttpServer(handler: RequestListener): Server {
  const server = createServer({ connectionsCheckingInterval: 2 * SECOND }, handler)
  server.headersTimeout = 10 * SECOND
  server.requestTimeout = 30 * SECOND
  server.keepAliveTimeout = 65 * SECOND
  return server
}
