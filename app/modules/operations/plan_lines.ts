import { inEnglish } from '../../domains/reasons.ts'
import type {
  AffectedTable,
  Change,
  Comparison,
  Difference,
  Plan,
  PlannedStatement,
} from './operation.ts'

/** Values with more characters are cut in a terminal; a plan in JSON has all of them. */
const LONG = 400

/** A plan in lines for a terminal. */
export function planLines(plan: Plan): string[] {
  const { operations, statements, tables, columns, changes, comparisons, conflicts } = plan
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
    ...titled('Comes and goes', changes.flatMap(changeLines)),
    ...titled(
      'Versions',
      comparisons.map((comparison) => comparisonLine(comparison, changes))
    ),
    `${countOf(statements.length, 'statement')} in one transaction. Digest: ${plan.digest}`,
  ]
}

/** A plan for programs: what stands against it in English. */
export function spoken<P extends Plan>(plan: P): Omit<P, 'conflicts'> & { conflicts: string[] } {
  return { ...plan, conflicts: plan.conflicts.map(inEnglish) }
}

function changeLines({ kind, name, effect, users, differences = [] }: Change): string[] {
  const concerned = users === undefined ? '' : `, ${countOf(users, 'user')}`
  return [`${signs[effect]} ${kind}: ${name}${concerned}`, ...differences.map(differenceLine)]
}

function differenceLine({ name, effect, before, after }: Difference): string {
  return `    ${signs[effect]} ${[name, wordsOf(before, after)].filter(Boolean).join(': ')}`
}

/** What something said and says: `["a"] → ["b"]`. */
export function wordsOf(before: string | undefined, after: string | undefined): string {
  return [before, after].filter(Boolean).join(' → ')
}

/** What a comparison comes to where it finds nothing, or cannot find anything. */
function comparisonLine(comparison: Comparison, changes: readonly Change[]): string {
  const { module, from, to, isKnown } = comparison
  const versions = `${module} ${from} → ${to}`
  if (!isKnown) {
    return `${versions}: what ${from} brings was not written down, so only statements and records are shown`
  }
  if (isUnchanged(comparison, changes)) {
    return `${versions}: menus, views, access, jobs and addresses stay as they are`
  }
  return versions
}

/** Whether a version brings what the one before it brings. Records are not counted. */
export function isUnchanged({ module, isKnown }: Comparison, changes: readonly Change[]): boolean {
  return isKnown && !changes.some((each) => each.module === module && each.kind !== 'record')
}

const signs = { added: '+', changed: '~', removed: '-' } as const

function titled(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`), ''] : []
}

function statementLines(statement: PlannedStatement, number: number): string[] {
  const { sql, bindings, rows, milliseconds, locks, rewrites } = statement
  const seen = [
    ...(rows > 0 ? [countOf(rows, 'row')] : []),
    `${milliseconds.toFixed(1)} ms`,
    ...locks.map(({ table, mode, blocks }) => `${mode} on ${table} (blocks ${blocks})`),
    ...rewrites.map((table) => `writes ${table} anew`),
  ]
  const values = bindings.length > 0 ? [`     with ${shortened(JSON.stringify(bindings))}`] : []
  return [`${String(number).padStart(3)}  ${sql.trim()}`, ...values, `     ${seen.join(', ')}`, '']
}

function shortened(values: string): string {
  if (values.length <= LONG) return values
  const length = values.length.toLocaleString('en')
  return `${values.slice(0, LONG)}… (${length} characters, all of them with --json)`
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function tableLine({ name, effect, rows, bytes }: AffectedTable): string {
  const size = effect === 'created' ? '' : `, ${countOf(rows, 'row')}, ${sizeOf(bytes)}`
  return `${name}: ${effect}${size}`
}

/** A size for people: `48 kB`. */
export function sizeOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 2 ** (10 * step)
  return `${value >= 10 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}
