import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** TypeScript sources without their types, each in a file of a folder that ends with the mark of its source. */
export class StrippedSources {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder
  }

  /**
   * The source at a path without its types; null where it has not been stripped as it is now.
   *
   * @param {string} path
   * @returns {string | null}
   */
  read(path) {
    try {
      const text = readFileSync(this.#placeOf(path), 'utf8')
      return text.endsWith(markOf(readFileSync(path, 'utf8'))) ? text : null
    } catch {
      return null
    }
  }

  /**
   * Keeps the source at a path as a function makes it.
   *
   * @param {string} path
   * @param {(source: string) => string} strip
   */
  write(path, strip) {
    const source = readFileSync(path, 'utf8')
    const place = this.#placeOf(path)
    const draft = `${place}.${process.pid}`
    mkdirSync(this.folder, { recursive: true })
    writeFileSync(draft, strip(source) + markOf(source))
    renameSync(draft, place)
  }

  /** @param {string} path */
  #placeOf(path) {
    return join(this.folder, `${digest(path)}.js`)
  }
}

/** @param {string} source */
function markOf(source) {
  return `\n//# stripped from ${digest(source)}`
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest('base64url')
}
