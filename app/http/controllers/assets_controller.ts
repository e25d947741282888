import { normalize, sep } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from '../errors.ts'

const YEAR = 365 * 24 * 60 * 60

/** Serves the built assets. Their names change with their content, so browsers may keep them. */
export default class AssetsController {
  show({ params, response }: HttpContext) {
    const path = normalize((params['*'] as string[]).join(sep))
    if (path.startsWith('..') || path.includes('\0') || path.startsWith('.')) {
      throw new E_NOT_FOUND()
    }
    response.header('cache-control', `public, max-age=${YEAR}, immutable`)
    response.header('x-content-type-options', 'nosniff')
    return response.download(app.publicPath('assets', path), true, () => ['Not found', 404])
  }
}
