import app from '@adonisjs/core/services/app'
import { defineConfig, drivers } from '@adonisjs/core/hash'

/**
 * What a password costs; memory in KiB. OWASP asks for 19 MiB and two passes at the least. Tests
 * log in hundreds of times, and are content with less.
 */
const cost = app.inTest ? { iterations: 2, memory: 1024 } : { iterations: 3, memory: 65536 }

export default defineConfig({
  default: 'argon',
  list: {
    argon: drivers.argon2({
      version: 0x13,
      variant: 'id',
      ...cost,
      parallelism: 1,
      saltSize: 16,
      hashLength: 32,
    }),
  },
})
