import { said } from '../../domains/errors.ts'
import { worded } from '../../modules/contributions/wording.ts'
import type { ModuleSummary } from '../../modules/modules_service.ts'
import type { Change, Operation, PlannedStatement } from '../../modules/operations/operation.ts'
import type { KeptPlan } from '../../modules/operations/plans.ts'
import { isUnchanged, sizeOf } from '../../modules/operations/plan_lines.ts'
import type { Term, Terms } from '../../modules/terms.ts'
import type { Page } from '../page.ts'
import { dependantsOf } from './app_state.ts'
import { DifferenceTeller } from './difference_words.ts'

const marks = {
  added: { icon: 'plus', tone: 'ok' },
  changed: { icon: 'pencil', tone: 'soft' },
  removed: { icon: 'minus', tone: 'bad' },
}

/** Values with more characters are folded. */
const LONG = 1000

/** What the page of a plan shows. */
export function planScreen(
  plan: KeptPlan,
  { all, terms }: { all: readonly ModuleSummary[]; terms: Terms },
  page: Page
) {
  const { t, formats } = page
  const { operations, statements, tables, columns, conflicts, digest } = plan
  const titleOf = (name: string) => all.find((each) => each.name === name)?.title ?? name
  const rows = statements.reduce((sum, statement) => sum + statement.rows, 0)
  const milliseconds = statements.reduce((sum, statement) => sum + statement.milliseconds, 0)
  const blocked = new Set(
    statements.flatMap(({ locks }) =>
      locks.filter(({ blocks }) => blocks === 'everything').map(({ table }) => table)
    )
  )
  return {
    id: plan.id,
    digest,
    isOpen: plan.executedAt === null && conflicts.length === 0,
    executed: plan.executedAt && formats.datetime(plan.executedAt),
    executedBy: plan.executedBy ?? '',
    title: operationTitle(operations, titleOf, t),
    confirm: t(`apps.confirm.${operations.at(-1)?.kind ?? 'install'}`),
    conflicts: conflicts.map((conflict) => said(conflict, t)),
    others: othersToo(operations, all),
    figures: [
      { label: t('apps.figures.statements'), value: formats.number(statements.length) },
      { label: t('apps.figures.time'), value: secondsOf(milliseconds, page) },
      { label: t('apps.figures.rows'), value: formats.number(rows) },
      { label: t('apps.figures.tables'), value: formats.number(tables.length) },
      { label: t('apps.figures.blocked'), value: formats.number(blocked.size) },
    ],
    blocked: [...blocked].join(', '),
    isDeleting: operations.some(({ kind }) => kind === 'purge'),
    statements: statements.map((statement, index) => statementOf(statement, index, page)),
    tables: tables.map(({ name, effect, rows: count, bytes }) => ({
      name,
      effect: t(`apps.effect.${effect}`),
      detail:
        effect === 'created'
          ? ''
          : t('apps.rows', { shown: formats.number(count), count, size: sizeOf(bytes) }),
    })),
    columns: columns.map(({ name, effect }) => ({ name, effect: t(`apps.effect.${effect}`) })),
    modules: changesByModule(plan, { titleOf, terms }, page),
  }
}

/** What comes, goes and changes, module by module, and what is to be said where nothing does. */
function changesByModule(
  { operations, changes, comparisons }: KeptPlan,
  { titleOf, terms }: { titleOf: (name: string) => string; terms: Terms },
  page: Page
) {
  const { t } = page
  const names = [...new Set(operations.map(({ module }) => module))]
  const modules = names.map((name) => {
    const compared = comparisons.find(({ module }) => module === name)
    const { from = '', to = '' } = compared ?? {}
    return {
      name,
      title: names.length > 1 ? t('apps.changesOf', { title: titleOf(name) }) : t('apps.changes'),
      versions: from === to ? to : t('apps.versions', { from, to }),
      unknown: compared?.isKnown === false ? t('apps.unknown', { version: from }) : '',
      unchanged: compared && isUnchanged(compared, changes) ? t('apps.unchanged') : '',
      changes: changes
        .filter(({ module }) => module === name)
        .map((each) => changeOf(each, terms.of(name), page)),
    }
  })
  return modules.filter(({ versions, changes: own }) => versions || own.length > 0)
}

function changeOf(
  { kind, name, words = name, effect, users, differences = [], labels }: Change,
  term: Term,
  { t, formats }: Page
) {
  const teller = new DifferenceTeller({ labels }, term, t)
  return {
    ...marks[effect],
    label: t(`apps.${effect}`),
    name: worded(words, term, t),
    kind: t(`apps.kind.${kind}`),
    users:
      users === undefined ? '' : t('apps.users', { shown: formats.number(users), count: users }),
    differences: differences.map((each) => ({
      ...marks[each.effect],
      label: t(`apps.${each.effect}`),
      name: teller.name(each),
      words: teller.words(each),
    })),
  }
}

/** `Uninstall Calls, Loyalty`. */
export function operationTitle(
  operations: readonly Operation[],
  titleOf: (name: string) => string,
  t: Page['t']
): string {
  const byKind = Map.groupBy(operations, ({ kind }) => kind)
  return [...byKind]
    .map(([kind, those]) => {
      const names = those.map(({ module }) => titleOf(module)).join(', ')
      return t(`apps.title.${kind}`, { names })
    })
    .join('; ')
}

function statementOf(statement: PlannedStatement, index: number, page: Page) {
  const { sql, bindings, rows, milliseconds, locks, rewrites } = statement
  const strongest =
    locks.find(({ blocks }) => blocks === 'everything') ??
    locks.find(({ blocks }) => blocks === 'writing') ??
    locks[0]
  const blocks = strongest?.blocks ?? 'none'
  return {
    number: index + 1,
    title: headOf(sql),
    sql: sql.trim(),
    values: bindings.length > 0 ? JSON.stringify(bindings) : '',
    isLong: JSON.stringify(bindings).length > LONG,
    lock: page.t(`apps.lock.${blocks}`),
    tone: { everything: 'warn', writing: 'info', nothing: 'ok', none: 'ok' }[blocks],
    rows: page.t('apps.statementRows', { shown: page.formats.number(rows), count: rows }),
    time: secondsOf(milliseconds, page),
    notes: [
      ...locks.map(({ table, mode }) => page.t('apps.holds', { table, mode })),
      ...rewrites.map((table) => page.t('apps.rewrites', { table })),
    ].join(' '),
  }
}

/** The first words of a statement, up to the first bracket. */
function headOf(sql: string): string {
  const [head] = sql.trim().replaceAll('"', '').split('(')
  return head!.trim().split(/\s+/).slice(0, 4).join(' ')
}

/** The same operation with all that depend on what it is for, if some were not named. */
function othersToo(operations: readonly Operation[], all: readonly ModuleSummary[]) {
  const kind = operations[0]?.kind
  if (kind !== 'uninstall' && kind !== 'disable') return null
  const named = operations.map(({ module }) => module)
  const modules = [...new Set([...named, ...named.flatMap((name) => dependantsOf(name, all))])]
  return modules.length > named.length ? { kind, modules } : null
}

function secondsOf(milliseconds: number, { t, formats }: Page): string {
  if (milliseconds < 100) return t('apps.short')
  return t('apps.seconds', { shown: formats.number(milliseconds / 1000, 1) })
}
