/**
 * Shows work as it happens: a line when a step begins, and a tick with the seconds when it is done. At a terminal the
 * tick takes the place of the line.
 */
export class Steps {
  #out

  /** @param {NodeJS.WriteStream} [out] */
  constructor(out = process.stdout) {
    this.#out = out
  }

  /**
   * @template T
   * @param {string} label what is being done
   * @param {(note: (text: string) => void) => Promise<T>} work may give a note to show behind the label
   * @returns {Promise<T>}
   */
  async run(label, work) {
    const began = performance.now()
    let notes = ''
    const show = this.#out.isTTY ? `  ${label} …` : `  ${label} …\n`
    this.#out.write(show)
    try {
      const result = await work((text) => (notes += `, ${text}`))
      this.#finish('✓', label + notes, began)
      return result
    } catch (error) {
      this.#finish('✗', label, began)
      throw error
    }
  }

  /** @param {string} text */
  say(text) {
    this.#out.write(`${text}\n`)
  }

  /**
   * @param {string} mark
   * @param {string} text
   * @param {number} began
   */
  #finish(mark, text, began) {
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const erase = this.#out.isTTY ? '\r\u001b[2K' : ''
    this.#out.write(`${erase}${mark} ${text} (${seconds} s)\n`)
  }
}
