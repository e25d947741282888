import { isIP } from 'node:net'
import { Fault } from './fault.mjs'
import { whyNotListen } from './ports.mjs'

/**
 * Throws a fault that says what to do if nothing can listen at this address.
 *
 * @param {string} host
 * @param {number} port
 */
export async function assertFree(host, port) {
  const reason = await whyNotListen(port, host)
  if (reason === null) return

  if (reason === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : 3333
    throw new Fault(
      `Port ${port} on ${host} is taken by another program. Choose another: PORT=${other} npm start`
    )
  }
  if (reason === 'EACCES') {
    throw new Fault(
      `This user may not listen on port ${port}. Choose one above 1023: PORT=3333 npm start`
    )
  }
  throw new Fault(`HOST=${host} is not an address of this machine (${reason}).`)
}

/**
 * The address at which this machine itself reaches a server that listens on a host.
 *
 * @param {string} host
 * @param {number} port
 */
export function localAddress(host, port) {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`
}
