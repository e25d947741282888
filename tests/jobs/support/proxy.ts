import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { findFreePort } from '../../../launcher/ports.mjs'

/** A server between us and another one, which can be taken away and brought back. */
export class Proxy {
  #target: { host: string; port: number }
  #server = createServer((socket) => this.#join(socket))
  #sockets = new Set<Socket>()
  #port = 0

  constructor(host: string, port: number) {
    this.#target = { host, port }
  }

  get port(): number {
    return this.#port
  }

  async up(): Promise<void> {
    this.#port ||= await findFreePort()
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** Cuts every connection; new ones are refused. */
  async down(): Promise<void> {
    if (!this.#server.listening) return
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(socket: Socket) {
    const other = connect(this.#target)
    for (const [one, peer] of [
      [socket, other],
      [other, socket],
    ]) {
      this.#sockets.add(one)
      one.pipe(peer)
      one.on('error', () => {})
      one.on('close', () => {
        this.#sockets.delete(one)
        peer.destroy()
      })
    }
  }
}
