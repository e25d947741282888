import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Fault } from './fault.mjs'
import { lastLines, run } from './processes.mjs'

/** Where the browser's files come from. `<each>` stands for every folder. */
const sources = [
  'vite.config.ts',
  'config/vite.ts',
  'package-lock.json',
  'resources/build',
  'resources/css',
  'resources/images',
  'resources/js',
  'modules/<each>/assets',
  'addons/<each>/assets',
]

/** Builds the browser's files when their sources are others than those of the last build. */
export class Assets {
  #root
  #folder

  /** @param {string} root */
  constructor(root) {
    this.#root = root
    this.#folder = join(root, 'public', 'assets')
  }

  /** Whether the built files are those of the sources as they are now. */
  areFresh() {
    const stamp = join(this.#folder, '.sources')
    if (!existsSync(stamp) || !existsSync(join(this.#folder, '.vite', 'manifest.json'))) {
      return false
    }
    return readFileSync(stamp, 'utf8') === this.#fingerprint()
  }

  /**
   * @param {string} node the Node to build with
   * @param {import('node:child_process').SpawnOptions} [options] for the build's process
   */
  async build(node, options = {}) {
    const fingerprint = this.#fingerprint()
    const vite = join(this.#root, 'node_modules', 'vite', 'bin', 'vite.js')
    const { code, stdout, stderr } = await run(
      node,
      [vite, 'build', '--configLoader', 'native', '--logLevel', 'warn'],
      {
        cwd: this.#root,
        ...options,
      }
    )
    if (code !== 0) {
      throw new Fault("The browser's files could not be built.", {
        details: lastLines(stdout + stderr, 15),
      })
    }
    writeFileSync(join(this.#folder, '.sources'), fingerprint)
  }

  #fingerprint() {
    const hash = createHash('sha256')
    for (const path of sources.flatMap((source) => this.#expand(source))) {
      for (const file of filesIn(path)) {
        hash.update(`${relative(this.#root, file)}\0`)
        hash.update(readFileSync(file))
      }
    }
    return hash.digest('hex')
  }

  /** @param {string} source */
  #expand(source) {
    const [parent, child] = source.split('/<each>')
    const path = join(this.#root, parent)
    if (child === undefined || !existsSync(path)) return [path]
    return readdirSync(path).map((name) => join(path, name, child))
  }
}

/**
 * @param {string} path of a file or a folder
 * @returns {string[]} the files in it, in an order that is always the same
 */
function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}
