import { inEnglish } from '../../domains/reasons.ts'
import type { AffectedTable, Plan, PlannedStatement } from './operation.ts'

/** A plan in lines for a terminal. */
export function planLines(plan: Plan): string[] {
  const { operations, statements, tables, columns, changes, conflicts } = plan
  if (conflicts.length > 0) {
    return ['This cannot be done:', ...conflicts.map((reason) => `  ! ${inEnglish(reason)}`)]
  }
  return [
    ...operations.map(({ kind, module }) => `${kind} ${module}`),
    '',
    ...statements.flatMap((statement, index) => statementLines(statement, index + 1)),
    ...titled('Tables', tables.map(tableLine)),
    ...titled(
      'Columns in tables of other modules',
      columns.map(({ name, module, effect }) => `${name} of ${module}: ${effect}`)
    ),
    ...titled(
      'Comes and goes',
      changes.map(({ kind, name, effect }) => `${signs[effect]} ${kind}: ${name}`)
    ),
    `${statements.length} statements in one transaction. Digest: ${plan.digest}`,
  ]
}

/** A plan for programs: what stands against it in English. */
export function spoken<P extends Plan>(plan: P): Omit<P, 'conflicts'> & { conflicts: string[] } {
  return { ...plan, conflicts: plan.conflicts.map(inEnglish) }
}

const signs = { added: '+', changed: '~', removed: '-' } as const

function titled(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`), ''] : []
}

function statementLines(statement: PlannedStatement, number: number): string[] {
  const { sql, bindings, rows, milliseconds, locks, rewrites } = statement
  const seen = [
    ...(rows > 0 ? [`${rows.toLocaleString('en')} rows`] : []),
    `${milliseconds.toFixed(1)} ms`,
    ...locks.map(({ table, mode, blocks }) => `${mode} on ${table} (blocks ${blocks})`),
    ...rewrites.map((table) => `writes ${table} anew`),
  ]
  const values = bindings.length > 0 ? [`     with ${JSON.stringify(bindings)}`] : []
  return [`${String(number).padStart(3)}  ${sql.trim()}`, ...values, `     ${seen.join(', ')}`, '']
}

function tableLine({ name, effect, rows, bytes }: AffectedTable): string {
  const size = effect === 'created' ? '' : `, ${rows.toLocaleString('en')} rows, ${sizeOf(bytes)}`
  return `${name}: ${effect}${size}`
}

/** A size for people: `48 kB`. */
export function sizeOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 2 ** (10 * step)
  return `${value >= 10 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}
