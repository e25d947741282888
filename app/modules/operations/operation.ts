import type { Saying } from '../../domains/errors.ts'
import type { ContributionKind } from '../contributions/contribution.ts'
import type { Wording } from '../contributions/wording.ts'

/** What can be done with a module. */
export const operationKinds = [
  'install',
  'upgrade',
  'disable',
  'enable',
  'uninstall',
  'restore',
  'purge',
] as const
export type OperationKind = (typeof operationKinds)[number]

/** Operations before which nobody may use the module any more. */
export const LEAVES: readonly OperationKind[] = ['upgrade', 'disable', 'uninstall']

/** Operations after which the module is in force. */
export const COMES: readonly OperationKind[] = ['install', 'restore', 'enable']

/** One operation on one module. */
export interface Operation {
  kind: OperationKind
  module: string
  /** The archive that `install` and `restore` bring back and `purge` deletes; the latest unless told. */
  archive?: number
  /** `install` begins with empty tables although there is an archive. */
  fresh?: boolean
}

/** The states of a module for the whole installation. */
export type ModuleState = 'absent' | 'installed' | 'disabled' | 'archived'

/** How strongly a statement holds on to a table that others work with. */
export interface TableLock {
  table: string
  /** PostgreSQL's name of the mode, `AccessExclusiveLock` for instance. */
  mode: string
  /** What others cannot do with the table until the end. */
  blocks: 'everything' | 'writing' | 'nothing'
}

/** One statement of a plan, with what the rehearsal saw. */
export interface PlannedStatement {
  operation: Operation
  sql: string
  bindings: unknown[]
  rows: number
  milliseconds: number
  locks: TableLock[]
  /** Tables that are written anew from beginning to end, which takes time with their size. */
  rewrites: string[]
}

/** A table that an operation makes, moves or deletes. */
export interface AffectedTable {
  module: string
  name: string
  effect: 'created' | 'archived' | 'restored' | 'deleted'
  rows: number
  bytes: number
}

/** What of something differs between two versions: `columns › phone`. */
export interface Difference {
  name: string
  effect: 'added' | 'changed' | 'removed'
  /** What it said and says, where that can be read. */
  before?: string
  after?: string
}

/** Something that comes, goes or changes with a module, in words: `Contacts (list)`. */
export interface Change {
  module: string
  kind: ContributionKind | 'record'
  name: string
  /** The same for other languages, where it is another in them. */
  words?: Wording
  effect: 'added' | 'changed' | 'removed'
  /** What of it changes. */
  differences?: Difference[]
  /** Labels of the fields that the names of the differences name. */
  labels?: Readonly<Record<string, string>>
  /** Names of the groups whose members gain or lose something with it. */
  groups?: string[]
  /** How many active users of all tenants these are. */
  users?: number
}

/** A module that is upgraded. */
export interface Comparison {
  module: string
  from: string
  to: string
  /** Whether it was written down what the version that is installed brings. */
  isKnown: boolean
}

/** What a rehearsal found: exactly what an operation will do. */
export interface Plan {
  /** Stands for these operations with these statements; is given when the plan is executed. */
  digest: string
  /** In the order in which they happen, those that were added for dependencies included. */
  operations: Operation[]
  statements: PlannedStatement[]
  tables: AffectedTable[]
  /** Columns that modules have in tables of others: `crm_contacts.points`. */
  columns: { module: string; name: string; effect: AffectedTable['effect'] }[]
  changes: Change[]
  /** The versions that `changes` compares, for modules that are upgraded. */
  comparisons: Comparison[]
  /** Reasons why it cannot be done; a plan with any cannot be executed. */
  conflicts: Saying[]
}

/** The modules that are in force after the operations, by name: those that come and those with newer files. */
export function comingWith(operations: readonly Operation[]): ReadonlySet<string> {
  const coming = operations.filter(({ kind }) => kind === 'upgrade' || COMES.includes(kind))
  return new Set(coming.map(({ module }) => module))
}
