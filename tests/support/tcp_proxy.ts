import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/**
 * `open` passes everything on, `closed` cuts and refuses connections, `hung` holds everything back
 * until it is open again, as a network does that loses packets for a while.
 */
export type ProxyMode = 'open' | 'closed' | 'hung'

/** Stands between a server and its clients, so that tests can take the server away. */
export class TcpProxy {
  #server: Server
  #pairs = new Map<Socket, Socket>()
  #mode: ProxyMode = 'open'

  static async to(host: string, port: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(host, port)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  private constructor(host: string, port: number) {
    this.#server = createServer((client) => {
      client.on('error', () => client.destroy())
      if (this.#mode === 'closed') return void client.destroy()
      const upstream = connect(port, host)
      upstream.on('error', () => client.destroy()).on('close', () => client.destroy())
      client.on('close', () => {
        upstream.destroy()
        this.#pairs.delete(client)
      })
      client.on('data', (bytes) => upstream.write(bytes))
      upstream.on('data', (bytes) => client.write(bytes))
      this.#pairs.set(client, upstream)
      this.#hold(client, upstream)
    })
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  set mode(mode: ProxyMode) {
    this.#mode = mode
    if (mode === 'closed') this.#drop()
    for (const [client, upstream] of this.#pairs) this.#hold(client, upstream)
  }

  /** Forgets the connections that exist: nothing that is sent on them arrives any more. */
  lose() {
    for (const [client, upstream] of this.#pairs) {
      client.removeAllListeners('data').resume()
      upstream.removeAllListeners('data').resume()
    }
  }

  async close(): Promise<void> {
    this.#drop()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #hold(...sockets: Socket[]) {
    for (const socket of sockets) {
      if (this.#mode === 'hung') socket.pause()
      else socket.resume()
    }
  }

  #drop() {
    for (const [client, upstream] of this.#pairs) {
      client.destroy()
      upstream.destroy()
    }
  }
}
