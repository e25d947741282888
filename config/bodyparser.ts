import { defineConfig } from '@adonisjs/core/bodyparser'

/**
 * Forms and JSON; forms with files are read by `files_middleware.ts`, where some are taken. Trimming
 * and `'' → null` are left to the fields, which know whether a value may be empty; webhooks read their
 * raw bytes themselves. Names of controls may hold dots: cells of lines are `contacts.<id>.email`.
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
  json: {
    limit: '1mb',
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['application/json', 'application/json; charset=utf-8'],
  },
  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    processManually: [],
    limit: '50mb',
    types: ['multipart/form-data'],
  },
})
