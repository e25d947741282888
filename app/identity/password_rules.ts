import { isCommonPassword } from './common_passwords.ts'

/** Why a password was refused: the field at fault, and a key of the texts with its values. */
export interface PasswordFault {
  field: 'password' | 'confirmation'
  key: string
  values?: Record<string, number>
}

/** NIST SP 800-63B asks for length and for no rules of composition. */
const SHORTEST = 12
const LONGEST = 1024

/**
 * What is wrong with a new password: too short, one that many people have, made of one's own name
 * or address, or typed differently the second time. `about` are texts that others know of the
 * person. Null means that it may be used.
 */
export function passwordFault(
  password: unknown,
  confirmation: unknown,
  about: readonly string[]
): PasswordFault | null {
  const refuse = (key: string, values?: PasswordFault['values']): PasswordFault => ({
    field: 'password',
    key: `ui.password.${key}`,
    values,
  })
  if (typeof password !== 'string' || [...password].length < SHORTEST) {
    return refuse('short', { length: SHORTEST })
  }
  if (password.length > LONGEST) return refuse('long', { length: LONGEST })
  if (isCommonPassword(password)) return refuse('common')
  if (isMadeOf(password, about)) return refuse('own')
  return password === confirmation ? null : { field: 'confirmation', key: 'ui.password.different' }
}

/** Whether little is left of the password without what others know of the person. */
function isMadeOf(password: string, about: readonly string[]): boolean {
  const words = ['tatami', ...about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))]
  const known = words.filter((word) => word.length > 2).sort((a, b) => b.length - a.length)
  const left = known.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  return left.length < SHORTEST / 2
}
