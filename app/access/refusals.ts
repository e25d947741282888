import { E_INVALID_INPUT } from './errors.ts'

/**
 * A guard in the database refuses a write by raising a check_violation itself; its constraint is
 * the name of the rule, for which there is a text.
 */
export function guardRefusal(error: unknown): E_INVALID_INPUT | null {
  const { code, constraint, column, routine } = error as Record<string, string | undefined>
  if (code !== '23514' || routine !== 'exec_stmt_raise' || !constraint || !column) return null
  const name = column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return new E_INVALID_INPUT({ [name]: { key: `ui.refused.${constraint}` } })
}
