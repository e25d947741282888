import { createError } from '@adonisjs/core/exceptions'

/** The work took longer than its caller can wait. */
export const E_DEADLINE = createError('It took too long', 'E_DEADLINE', 503)

/** Waits for the work as long as it may take, in milliseconds. Then throws E_DEADLINE. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new E_DEADLINE()), milliseconds)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
