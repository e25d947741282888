import { createServer, connect } from 'node:net'

/**
 * Whether a program could listen on this address now.
 *
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<string | null>} null if it could, else the system's error code (EADDRINUSE, EACCES, EADDRNOTAVAIL)
 */
export function whyNotListen(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(/** @type {any} */ (error).code ?? 'EADDRINUSE'))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

/**
 * A port of the loopback address that is free now. It lies below the range from which systems take the ports of
 * outgoing connections, so that it stays free while its owner is stopped.
 *
 * @returns {Promise<number>}
 */
export async function findFreePort() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    if ((await whyNotListen(port)) === null) return port
  }
  throw new Error('No free port between 20000 and 30000 on 127.0.0.1')
}

/**
 * Whether something accepts connections at this address.
 *
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function accepts(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1000 })
    const answer = (/** @type {boolean} */ value) => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', () => answer(true))
    socket.once('timeout', () => answer(false))
    socket.once('error', () => answer(false))
  })
}
