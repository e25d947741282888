const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** npm passes on the Ctrl+C that the terminal has sent to everybody already; that is one wish, not two. */
const echo = 500

/** Turns the wish to end, by Ctrl+C or a signal, into abort signals: the first asks, the second insists. */
export class Interruption {
  #ask = new AbortController()
  #insist = new AbortController()
  #askedAt = 0

  listen() {
    for (const name of signals) process.on(name, () => this.#receive())
    if (process.env.npm_lifecycle_event) this.#watchParent()
  }

  /** npm hands SIGTERM to the shell between it and this process, which ends without passing it on. */
  #watchParent() {
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      this.#receive()
    }, 250)
    watch.unref()
  }

  /** Aborted when this process is asked to end. */
  get asked() {
    return this.#ask.signal
  }

  /** Aborted when it is asked again. */
  get insisted() {
    return this.#insist.signal
  }

  /** Resolves when this process is asked to end. */
  wait() {
    return new Promise((resolve) => {
      if (this.asked.aborted) resolve(undefined)
      else this.asked.addEventListener('abort', () => resolve(undefined), { once: true })
    })
  }

  #receive() {
    if (!this.asked.aborted) {
      this.#askedAt = Date.now()
      this.#ask.abort()
    } else if (Date.now() - this.#askedAt > echo) {
      this.#insist.abort()
    }
  }
}
