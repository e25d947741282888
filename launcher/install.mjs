import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Fault } from './fault.mjs'
import { lastLines, run } from './processes.mjs'
import { withLock } from './lock.mjs'

/** Installs what package-lock.json names, and remembers for which lock file that was done. */
export class Packages {
  #root
  #folder
  #stamp

  /** @param {string} root */
  constructor(root) {
    this.#root = root
    this.#folder = join(root, 'node_modules')
    this.#stamp = join(this.#folder, '.tatami-packages')
  }

  /**
   * Whether node_modules holds what the lock file names. A node_modules that is a link belongs to somebody else and is
   * taken as it is.
   */
  areInstalled() {
    if (!existsSync(this.#folder)) return false
    if (lstatSync(this.#folder).isSymbolicLink()) return true
    if (existsSync(this.#stamp)) return readFileSync(this.#stamp, 'utf8') === this.#fingerprint()

    const installed = join(this.#folder, '.package-lock.json')
    const isNewer =
      existsSync(installed) && statSync(installed).mtimeMs >= statSync(this.#lock()).mtimeMs
    if (isNewer) this.#remember()
    return isNewer
  }

  /**
   * Installs with `npm ci`, and where that fails because the lock file does not fit this machine, with `npm install`.
   *
   * @param {import('node:child_process').SpawnOptions} [options] for the npm process
   */
  async install(options = {}) {
    const storage = join(this.#root, 'storage')
    mkdirSync(storage, { recursive: true })
    await withLock(
      join(storage, 'install.lock'),
      async () => {
        if (this.areInstalled()) return
        const ci = await this.#npm(['ci'], options)
        if (ci.code !== 0) {
          const install = await this.#npm(['install', '--no-save'], options)
          if (install.code !== 0) throw this.#fault(install.stderr || ci.stderr)
        }
        this.#remember()
      },
      15 * 60_000
    )
  }

  /**
   * @param {string[]} args
   * @param {import('node:child_process').SpawnOptions} options
   */
  #npm(args, options) {
    const all = [...args, '--include=dev', '--include=optional', '--no-audit', '--no-fund']
    return run('npm', all, {
      cwd: this.#root,
      env: withoutOwnPrograms(this.#folder),
      shell: process.platform === 'win32',
      ...options,
    })
  }

  /** @param {string} output */
  #fault(output) {
    const errors = output.split('\n').filter((line) => /^npm (error|ERR!)/.test(line))
    return new Fault('npm could not install the packages.', {
      details: lastLines(errors.join('\n') || output, 12),
    })
  }

  #lock() {
    return join(this.#root, 'package-lock.json')
  }

  #fingerprint() {
    const hash = createHash('sha256').update(readFileSync(this.#lock()))
    return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`
  }

  #remember() {
    try {
      writeFileSync(this.#stamp, this.#fingerprint())
    } catch (error) {
      if (/** @type {any} */ (error).code !== 'EACCES') throw error
    }
  }
}

/**
 * The environment without the programs in node_modules: npm must not run under the Node there that it replaces.
 *
 * @param {string} folder
 */
function withoutOwnPrograms(folder) {
  const env = { ...process.env }
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const places = (env[name] ?? '').split(delimiter)
  env[name] = places.filter((place) => !place.startsWith(folder)).join(delimiter)
  for (const key of Object.keys(env)) {
    if (key.startsWith('npm_') && !key.startsWith('npm_config_')) delete env[key]
  }
  delete env.NODE_ENV
  return env
}
