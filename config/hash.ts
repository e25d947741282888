import { defineConfig, drivers } from '@adonisjs/core/hash'

/** argon2id; memory in KiB. OWASP asks for 19 MiB and two passes at the least. */
export default defineConfig({
  default: 'argon',
  list: {
    argon: drivers.argon2({
      version: 0x13,
      variant: 'id',
      iterations: 3,
      memory: 65536,
      parallelism: 1,
      saltSize: 16,
      hashLength: 32,
    }),
  },
})
