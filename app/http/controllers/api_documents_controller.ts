import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { openApiDocument } from '../api/openapi.ts'

/** The description of the API for programs that read such things. */
export default class ApiDocumentsController {
  show(ctx: HttpContext) {
    return openApiDocument(ctx, appUrl)
  }
}
