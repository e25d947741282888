import { E_INVALID_INPUT } from '../access/errors.ts'
import type { Environment } from '../environment/environment.ts'

/**
 * Writes in a savepoint. A value that another record has already becomes a fault of its field,
 * which is one of `fields`.
 * Throws E_INVALID_INPUT.
 */
export async function writeOrExplain<T>(
  environment: Environment,
  fields: { has(name: string): boolean },
  write: () => Promise<T>
): Promise<T> {
  try {
    return await environment.savepoint(write)
  } catch (error) {
    const taken = await takenField(environment, error)
    if (taken) {
      const name = fields.has(taken) ? taken : taken.replace(/Id$/, '')
      throw new E_INVALID_INPUT({ [name]: { key: 'ui.error.taken' } })
    }
    throw error
  }
}

/**
 * The field whose value is taken: the last column of the unique key that refused the write. Under
 * row-level security PostgreSQL names the key but not its columns.
 */
async function takenField(environment: Environment, error: unknown): Promise<string | null> {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505' || !constraint) return null
  const [last] = await environment.query<{ name: string }>(
    `select a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relname = $1 and c.relnamespace = 'public'::regnamespace
     order by a.attnum desc limit 1`,
    [constraint]
  )
  return last?.name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) ?? null
}
