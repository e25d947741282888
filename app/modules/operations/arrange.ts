import type { Saying } from '../../domains/errors.ts'
import { reason, type ReasonKey } from '../../domains/reasons.ts'
import type { DiscoveredModule, ModuleFault } from '../discovery.ts'
import type { ModuleRow } from '../module_state.ts'
import { compareVersions, newerData } from '../version.ts'
import { cannot } from './errors.ts'
import type { ModuleState, Operation, OperationKind } from './operation.ts'

/** What is known about modules before an operation. */
export interface Facts {
  /** Modules on disk that can be opened, dependencies first. */
  onDisk: readonly DiscoveredModule[]
  faults: readonly ModuleFault[]
  rows: ReadonlyMap<string, ModuleRow>
}

/** The operations in the order in which they have to happen, and why they cannot. */
export interface Arrangement {
  operations: Operation[]
  conflicts: Saying[]
}

const GOING: readonly OperationKind[] = ['disable', 'uninstall']
const COMING: readonly OperationKind[] = ['install', 'restore', 'enable']

/**
 * Adds what the asked operations need (a module comes with those that it depends on), puts all
 * in order, and says what stands against them. Modules that depend on one that goes are not
 * added: they must be named, too.
 */
export function arrange(asked: readonly Operation[], facts: Facts): Arrangement {
  const arrangement = new Arranging(facts, asked)
  return arrangement.result()
}

class Arranging {
  #facts: Facts
  #operations: Operation[]
  /** By what they say, so that each is said once. */
  #conflicts = new Map<string, Saying>()

  constructor(facts: Facts, asked: readonly Operation[]) {
    this.#facts = facts
    this.#operations = [...asked]
  }

  result(): Arrangement {
    this.#refuseDoubles()
    for (const operation of [...this.#operations]) this.#check(operation)
    return { operations: this.#inOrder(), conflicts: [...this.#conflicts.values()] }
  }

  #refuseDoubles() {
    const seen = new Set<string>()
    for (const { kind, module } of this.#operations) {
      const key = kind === 'purge' ? `purge ${module}` : module
      if (seen.has(key)) this.#refuse('namedTwice', { module })
      seen.add(key)
    }
  }

  #check({ kind, module }: Operation) {
    const state = this.#stateOf(module)
    if (COMING.includes(kind) || kind === 'upgrade') this.#checkComing(kind, module, state)
    if (GOING.includes(kind)) this.#checkGoing(kind, module, state)
  }

  #checkComing(kind: OperationKind, name: string, state: ModuleState) {
    const module = this.#onDisk(name)
    if (!module) {
      const fault = this.#facts.faults.find((each) => each.name === name)
      if (fault) this.#refuse('moduleNotOpened', { module: name, cause: fault.reason })
      else this.#refuse('notOnDisk', { module: name })
      return
    }
    if ((kind === 'install' || kind === 'restore') && state === 'installed') {
      this.#refuse('isInstalled', { module: name })
    }
    if ((kind === 'install' || kind === 'restore') && state === 'disabled') {
      this.#refuse('isDisabled', { module: name })
    }
    if (kind === 'enable' && state !== 'disabled') {
      this.#refuse('isNotDisabled', { module: name, state: wordOf(state) })
    }
    if (kind === 'upgrade' && state !== 'installed') {
      this.#refuse('isNotInstalled', { module: name, state: wordOf(state) })
    }
    const row = this.#facts.rows.get(name)
    const isHere = state === 'installed' || state === 'disabled'
    if (row && isHere && compareVersions(row.version, module.manifest.version) > 0) {
      const newer = newerData(row.version, module.manifest.version)
      this.#refuse('aboutModule', { module: name, reason: newer })
    }
    for (const dependency of module.manifest.depends) this.#bring(dependency, name)
  }

  /** A module that another one needs comes with it. */
  #bring(name: string, dependant: string) {
    const asked = this.#operations.find(({ kind, module }) => module === name && kind !== 'purge')
    if (asked && GOING.includes(asked.kind)) {
      const key = asked.kind === 'disable' ? 'needsWhatIsDisabled' : 'needsWhatIsUninstalled'
      this.#refuse(key, { module: dependant, name })
    }
    const state = this.#stateOf(name)
    if (asked || state === 'installed') return
    const operation: Operation = {
      kind: state === 'disabled' ? 'enable' : 'install',
      module: name,
    }
    this.#operations.push(operation)
    this.#check(operation)
  }

  #checkGoing(kind: OperationKind, name: string, state: ModuleState) {
    const isHere = state === 'installed' || (kind === 'uninstall' && state === 'disabled')
    if (!isHere) {
      const cause = reason('itIs', { state: wordOf(state) })
      this.#conflict(cannot(kind, name, cause))
      return
    }
    for (const dependant of this.#dependants(name)) {
      const theirs = this.#stateOf(dependant)
      if (kind === 'disable' && theirs !== 'installed') continue
      const asked = this.#operations.find(({ module }) => module === dependant)
      if (asked && (asked.kind === 'uninstall' || asked.kind === kind)) continue
      const key = kind === 'disable' ? 'disableToo' : 'uninstallToo'
      this.#refuse(key, { module: dependant, name })
    }
  }

  #refuse(key: ReasonKey, values: Saying['values']) {
    this.#conflict(reason(key, values))
  }

  #conflict(saying: Saying) {
    this.#conflicts.set(JSON.stringify(saying), saying)
  }

  /** Modules in the database that depend on this one. */
  #dependants(name: string): string[] {
    return [...this.#facts.rows.values()]
      .filter(({ state }) => state === 'installed' || state === 'disabled')
      .filter((row) => this.#dependsOf(row).includes(name))
      .map((row) => row.name)
  }

  #dependsOf(row: ModuleRow): readonly string[] {
    return [...row.depends, ...(this.#onDisk(row.name)?.manifest.depends ?? [])]
  }

  #onDisk(name: string): DiscoveredModule | undefined {
    return this.#facts.onDisk.find(({ manifest }) => manifest.name === name)
  }

  #stateOf(name: string): ModuleState {
    return this.#facts.rows.get(name)?.state ?? 'absent'
  }

  /** What goes, dependants first; then what is deleted; then what comes, dependencies first. */
  #inOrder(): Operation[] {
    const ranks = new Map<string, number>()
    const rankOf = (name: string): number => {
      const known = ranks.get(name)
      if (known !== undefined) return known
      ranks.set(name, 0)
      const row = this.#facts.rows.get(name)
      const depends = row ? this.#dependsOf(row) : (this.#onDisk(name)?.manifest.depends ?? [])
      const rank = Math.max(-1, ...depends.map(rankOf)) + 1
      ranks.set(name, rank)
      return rank
    }
    return [...this.#operations].sort((a, b) => {
      const way = phaseOf(a) === 0 ? -1 : 1
      const byRank = way * (rankOf(a.module) - rankOf(b.module))
      return phaseOf(a) - phaseOf(b) || byRank || a.module.localeCompare(b.module)
    })
  }
}

/** First what goes, then what is deleted, then what comes. */
function phaseOf({ kind }: Operation): number {
  if (GOING.includes(kind)) return 0
  return kind === 'purge' ? 1 : 2
}

function wordOf(state: ModuleState): Saying {
  return reason(`state.${state}`)
}
