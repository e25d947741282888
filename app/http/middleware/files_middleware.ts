import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { keepableText, putBody } from '../body.ts'

type PartHandler = Parameters<HttpContext['request']['multipart']['onFile']>[2]

/**
 * Every part is read alike. The parser looks for its handler under its name in a plain object: a
 * part that is called like what every object has would find that, and bring the process down.
 */
const PARTS = ['*', 'handler', 'options', ...Object.getOwnPropertyNames(Object.prototype)]

/**
 * Reads a form with files, of which no text or name holds what the database cannot keep. The files
 * lie in a folder of this request alone, which goes when it ends, whatever came of it. Stands behind
 * the body parser, which leaves such forms to it.
 */
export default class FilesMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    if (request.bodyType !== 'multipart') return next()
    const folder = await mkdtemp(join(tmpdir(), 'tatami-upload-'))
    try {
      await this.#read(request.multipart, folder)
      putBody(request, request.body())
      return await next()
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }

  async #read(multipart: HttpContext['request']['multipart'], folder: string) {
    const keep: PartHandler = async (part, report) => {
      const tmpPath = join(folder, randomUUID())
      part.file.clientName = keepableText(part.file.clientName)
      part.pause()
      part.on('data', report)
      try {
        await pipeline(part, createWriteStream(tmpPath))
        return { tmpPath }
      } catch (error) {
        multipart.abort(error)
      }
    }
    for (const name of PARTS) multipart.onFile(name, { deferValidations: true }, keep)
    await multipart.process()
  }
}
