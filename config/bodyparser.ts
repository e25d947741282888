import { defineConfig } from '@adonisjs/core/bodyparser'

/**
 * Forms; those with files are read by `files_middleware.ts`, where some are taken, and JSON by
 * `json_middleware.ts`. Trimming and `'' → null` are left to the fields, which know whether a value
 * may be empty; webhooks read their raw bytes themselves. Names of controls may hold dots: cells of
 * lines are `contacts.<id>.email`.
 */
export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    limit: '1mb',
    queryString: { allowDots: false, parameterLimit: 20_000 },
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['application/x-www-form-urlencoded'],
  },
  json: { types: [] },
  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    processManually: [],
    limit: '50mb',
    types: ['multipart/form-data'],
  },
})
