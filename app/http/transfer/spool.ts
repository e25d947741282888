import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { ReadStream, WriteStream } from 'node:fs'
import { open, unlink, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A file without a name in the directory for temporary files. It is written as fast as the
 * database reads, so that no transaction waits for a slow connection, and is gone when it is
 * closed, however the process ends.
 */
export class Spool {
  #stream: WriteStream
  #reader: FileHandle

  /** What `write` writes, from the beginning. Where that fails, the file is closed at once. */
  static async filled(write: (spool: Spool) => Promise<void>): Promise<ReadStream> {
    const spool = await Spool.#open()
    try {
      await write(spool)
      return await spool.#read()
    } catch (error) {
      await spool.#discard()
      throw error
    }
  }

  static async #open(): Promise<Spool> {
    const path = join(tmpdir(), `tatami-${randomUUID()}`)
    const writer = await open(path, 'wx', 0o600)
    const reader = await open(path, 'r')
    await unlink(path)
    return new Spool(writer.createWriteStream(), reader)
  }

  private constructor(stream: WriteStream, reader: FileHandle) {
    this.#stream = stream
    this.#reader = reader
  }

  /** Writes, and waits where the disk is slower. */
  async write(content: string | Uint8Array): Promise<void> {
    if (!this.#stream.write(content)) await once(this.#stream, 'drain')
  }

  /** The file is closed with the stream. */
  async #read(): Promise<ReadStream> {
    this.#stream.end()
    await once(this.#stream, 'close')
    return this.#reader.createReadStream()
  }

  async #discard(): Promise<void> {
    this.#stream.destroy()
    await this.#reader.close()
  }
}
