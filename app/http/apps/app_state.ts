import { said } from '../../domains/errors.ts'
import { compareVersions } from '../../modules/version.ts'
import type { ModuleSummary } from '../../modules/modules_service.ts'
import type { OperationKind } from '../../modules/operations/operation.ts'
import type { Translate } from '../../views/texts.ts'

/** Where a module stands, as its badge says. */
export type AppState =
  'installed' | 'update' | 'disabled' | 'absent' | 'archived' | 'faulty' | 'restart'

const tones: Record<AppState, string> = {
  installed: 'ok',
  update: 'accent',
  disabled: 'idle',
  absent: 'idle',
  archived: 'warn',
  faulty: 'bad',
  restart: 'warn',
}

/** What can be done next with a module in a state; the first is the likely one. */
const next: Record<AppState, readonly OperationKind[]> = {
  installed: ['disable', 'uninstall'],
  update: ['upgrade', 'disable', 'uninstall'],
  disabled: ['enable', 'uninstall'],
  absent: ['install'],
  archived: ['restore', 'purge'],
  faulty: [],
  restart: ['disable', 'uninstall'],
}

/** Where a module stands. */
export function stateOf(module: ModuleSummary): AppState {
  const { state, reason, needsRestart, version, dataVersion } = module
  if (state === 'faulty') return 'faulty'
  const isHere = state === 'installed' || state === 'disabled'
  if (isHere && dataVersion && compareVersions(version, dataVersion) > 0) return 'update'
  if (state === 'installed' && reason) return needsRestart ? 'restart' : 'faulty'
  return state
}

/** A module as the screens show it. */
export function appOf(module: ModuleSummary, all: readonly ModuleSummary[], t: Translate) {
  const state = stateOf(module)
  const { name, title, version, dataVersion, summary, icon } = module
  const reason = module.reason && said(module.reason, t)
  const isClosed = reason && state !== 'restart' && dataVersion
  const operations = isClosed ? [state === 'archived' ? 'purge' : 'uninstall'] : next[state]
  return {
    name,
    title,
    summary: reason ?? summary,
    icon,
    state,
    tone: tones[state],
    badge: t(`apps.state.${state}`),
    version: state === 'update' ? t('apps.versions', { from: dataVersion!, to: version }) : version,
    reason,
    href: `/base/apps/modules/${name}`,
    operations: operations.map((kind) => ({ kind, label: t(`apps.plan.${kind}`) })),
    depends: module.depends.map((other) => titleOf(other, all)),
    dependants: dependantsOf(name, all).map((other) => titleOf(other, all)),
  }
}

/** Names of the modules in the database that depend on one, directly or through others. */
export function dependantsOf(name: string, all: readonly ModuleSummary[]): string[] {
  const found = new Set<string>()
  const add = (of: string) => {
    for (const other of all) {
      const isHere = other.state === 'installed' || other.state === 'disabled'
      if (!isHere || found.has(other.name) || !other.depends.includes(of)) continue
      found.add(other.name)
      add(other.name)
    }
  }
  add(name)
  return [...found].sort()
}

function titleOf(name: string, all: readonly ModuleSummary[]): string {
  return all.find((module) => module.name === name)?.title ?? name
}
