import { connect } from 'node:net'

export interface RawAnswer {
  /** 0 where the connection ended without an answer. */
  status: number
  /** Bytes that were sent before the answer came or the connection ended. */
  sent: number
  milliseconds: number
}

export interface RawBody {
  size: number
  chunked?: boolean
  stubborn?: boolean
}

const CHUNK = 64 * 1024

/**
 * Writes a request by hand, so that its headers may lie: `head` are the header lines, `size` the
 * bytes of a body that are sent, in chunks where it says so. Stops when an answer comes, unless
 * it is `stubborn` and goes on until the connection is closed.
 */
export function rawPost(
  url: string,
  head: readonly string[],
  { size, chunked = false, stubborn = false }: RawBody
): Promise<RawAnswer> {
  const { hostname, port, pathname } = new URL(url)
  return new Promise((resolve) => {
    const begun = Date.now()
    let sent = 0
    let status = 0
    const socket = connect(Number(port), hostname)
    const finish = () => {
      socket.destroy()
      resolve({ status, sent, milliseconds: Date.now() - begun })
    }
    socket.on('error', finish).on('close', finish)
    socket.on('data', (bytes) => {
      status ||= Number(/^HTTP\/1\.1 (\d+)/.exec(bytes.toString())?.[1] ?? 0)
      if (!stubborn) finish()
    })
    const write = () => {
      if (socket.destroyed) return
      const part = Buffer.alloc(Math.min(CHUNK, size - sent), 'x')
      if (part.length === 0) return void (chunked && socket.write('0\r\n\r\n'))
      sent += part.length
      if (chunked) socket.write(`${part.length.toString(16)}\r\n`)
      socket.write(part)
      if (chunked) socket.write('\r\n')
      if (socket.writableNeedDrain) socket.once('drain', write)
      else setImmediate(write)
    }
    const lines = [`POST ${pathname} HTTP/1.1`, `Host: ${hostname}`, ...head]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`, write)
  })
}
