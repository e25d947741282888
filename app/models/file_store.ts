import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** So long a file stays that nothing refers to any more: until then, undoing finds it. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000
/** Stands beside a file that nothing refers to, since it was found so. */
const UNUSED = '.unused'

const CHECKSUM = /^[0-9a-f]{64}$/

/** The files of a tenant, each under the checksum of what is in it: the same content is kept once. */
export class FileStore {
  readonly #root: string

  constructor(tenantId: string, storage = process.env.STORAGE_PATH!) {
    this.#root = join(storage, 'files', tenantId)
  }

  /** Where a file lies. Throws where the text is no checksum. */
  path(checksum: string): string {
    if (!CHECKSUM.test(checksum)) throw new Error(`"${checksum}" is not a checksum`)
    return join(this.#root, checksum.slice(0, 2), checksum)
  }

  /** Takes a file over; returns its checksum. A transaction that fails leaves it to the next sweep. */
  async take(from: string): Promise<string> {
    const hash = createHash('sha256')
    await pipeline(createReadStream(from), hash)
    const checksum = hash.digest('hex')
    const to = this.path(checksum)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    const part = `${to}.${process.pid}.${Date.now()}.part`
    await copyFile(from, part)
    await rename(part, to)
    await rm(to + UNUSED, { force: true })
    return checksum
  }

  /**
   * Deletes files that nothing has referred to for thirty days. `isUsed` says which of some checksums
   * are referred to. Returns how many wait for their time.
   */
  async sweep(
    isUsed: (checksums: string[]) => Promise<Set<string>>,
    now = Date.now()
  ): Promise<number> {
    let waiting = 0
    for (const folder of await readdir(this.#root).catch(() => [])) {
      const names = await readdir(join(this.#root, folder))
      const checksums = names.filter((name) => CHECKSUM.test(name))
      const used = await isUsed(checksums)
      for (const checksum of checksums) {
        if (used.has(checksum)) await rm(this.path(checksum) + UNUSED, { force: true })
        else if (!(await this.#end(checksum, now))) waiting += 1
      }
    }
    return waiting
  }

  /** Whether a file that nothing refers to has had its time, and is gone. */
  async #end(checksum: string, now: number): Promise<boolean> {
    const path = this.path(checksum)
    const mark = await stat(path + UNUSED).catch(() => null)
    if (!mark) {
      await writeFile(path + UNUSED, '')
      await utimes(path + UNUSED, now / 1000, now / 1000)
      return false
    }
    if (now - mark.mtimeMs < KEPT_FOR) return false
    await rm(path, { force: true })
    await rm(path + UNUSED, { force: true })
    return true
  }
}
