import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout that this launcher is part of. */
export const root = realpathSync(dirname(dirname(fileURLToPath(import.meta.url))))
