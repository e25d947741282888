import type { IncomingMessage } from 'node:http'
import { E_BODY_INCOMPLETE, E_BODY_TOO_LARGE, E_BODY_TOO_SLOW } from './errors.ts'

/** The largest body in bytes, and the longest time that it may take to arrive in milliseconds. */
export const bodyLimits = { bytes: 1024 * 1024, milliseconds: 5000 }

/** How long what follows a refused body is thrown away before the connection is closed. */
const LINGER = 1000

/**
 * The body of a request, byte for byte as it came. Counts what arrives and believes no header,
 * except one that admits to being too large. Throws E_BODY_TOO_LARGE, E_BODY_TOO_SLOW,
 * E_BODY_INCOMPLETE.
 */
export function readRawBody(request: IncomingMessage, limits = bodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    const timer = setTimeout(() => refuse(new E_BODY_TOO_SLOW()), limits.milliseconds)

    const stop = () => {
      clearTimeout(timer)
      request.off('data', take).off('end', finish).off('close', abort)
    }
    const refuse = (error: Error) => {
      stop()
      discardRest(request, 4 * limits.bytes)
      reject(error)
    }
    const take = (part: Buffer) => {
      size += part.length
      if (size > limits.bytes) refuse(new E_BODY_TOO_LARGE())
      else parts.push(part)
    }
    const finish = () => {
      stop()
      resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts))
    }
    const abort = () => {
      stop()
      reject(new E_BODY_INCOMPLETE())
    }

    if (Number(request.headers['content-length']) > limits.bytes) refuse(new E_BODY_TOO_LARGE())
    else request.on('data', take).on('end', finish).on('close', abort)
  })
}

/**
 * Lets a sender that is still writing read its answer: a connection that is closed with unread
 * bytes is reset, and the answer is lost with it. What is not much too large is taken to its end, so
 * that the connection serves the next request; after `most` bytes nothing more is.
 */
function discardRest(request: IncomingMessage, most: number) {
  let size = 0
  const timer = setTimeout(() => request.socket.destroy(), LINGER)
  const forget = (part: Buffer) => {
    size += part.length
    if (size > most) request.pause()
  }
  request.on('data', forget).on('close', () => clearTimeout(timer))
}
