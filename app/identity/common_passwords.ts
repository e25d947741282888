import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** A million passwords that were found in leaks, as a filter that also knows very few others. */
let known: { test(password: string): boolean } | undefined

/** Whether many people use the password; capital letters do not make it another. */
export function isCommonPassword(password: string): boolean {
  known ??= require('fxa-common-password-list') as NonNullable<typeof known>
  return known.test(password) || known.test(password.toLowerCase())
}
