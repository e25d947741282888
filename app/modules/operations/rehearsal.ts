import { createHash } from 'node:crypto'
import type { Database } from '@adonisjs/lucid/database'
import type { Saying } from '../../domains/errors.ts'
import { causeOf, inEnglish, reason } from '../../domains/reasons.ts'
import type { DatabaseCredentials } from '../../identity/credentials.ts'
import { gaveWay } from '../../environment/gave_way.ts'
import { checkCatalogue } from '../check/catalogue.ts'
import type { LoadedModule } from '../loader.ts'
import { applyOperation } from './apply.ts'
import { cannot } from './errors.ts'
import { recordChanges } from './record_changes.ts'
import type { Look } from './catalogue.ts'
import { missingColumns } from './missing_columns.ts'
import { comingWith, type AffectedTable, type Operation, type Plan } from './operation.ts'
import { beginOwnerTransaction, type OwnerTransaction } from './owner_transaction.ts'
import { Recorder, wordsOf, type Spoken } from './recorder.ts'
import { tablesBefore } from './sizes.ts'

/**
 * How long a statement waits for a table that others are using, in milliseconds. Whoever comes
 * after it waits too, so it is short: shorter than PostgreSQL's search for deadlocks, so that it is
 * the operation that gives way and not somebody's page.
 */
export const LOCK_TIMEOUT = 500

/** Foreign keys that would lead from what is in use into an archive. */
const INTO_ARCHIVES = `
select k.conrelid::regclass::text as "table", k.confrelid::regclass::text as archived
from pg_constraint k join pg_class here on here.oid = k.conrelid
join pg_class there on there.oid = k.confrelid join pg_namespace n on n.oid = there.relnamespace
where k.contype = 'f' and here.relnamespace = 'public'::regnamespace and n.nspname ~ '^archive_[0-9]+$'
order by 1, 2`

type Rehearsed = Omit<Plan, 'operations' | 'digest' | 'comparisons'>

/**
 * Does the operations for real in a transaction, writes down what happens, and takes everything
 * back. While it lasts it holds the locks that the act will hold.
 */
export class Rehearsal {
  #database: Database
  #credentials: DatabaseCredentials
  #modules: readonly LoadedModule[]

  constructor(
    database: Database,
    credentials: DatabaseCredentials,
    modules: readonly LoadedModule[]
  ) {
    this.#database = database
    this.#credentials = credentials
    this.#modules = modules
  }

  async run(operations: readonly Operation[]): Promise<Rehearsed> {
    const owner = await beginOwnerTransaction(this.#database)
    const recorder = new Recorder(owner.connection, null)
    const { look } = recorder
    try {
      await look(`set local lock_timeout = ${LOCK_TIMEOUT}`)
      const tables = await tablesBefore(operations, look)
      const before = await noted(look)
      const findings = await this.#findings(owner)
      const conflicts = await this.#perform(operations, owner, recorder)
      const { statements } = recorder
      if (conflicts.length > 0) return { statements, tables, columns: [], changes: [], conflicts }
      const after = await noted(look)
      const news = [...(await this.#findings(owner))].filter(([finding]) => !findings.has(finding))
      const restored = new Set(tables.map(({ name }) => name))
      const made = added(before, after).filter(
        ({ relation, name }) => !relation && !restored.has(name)
      )
      return {
        statements,
        tables: [
          ...tables,
          ...made.map(({ module, name }) => {
            return { module, name, effect: 'created' as const, rows: 0, bytes: 0 }
          }),
        ],
        columns: [
          ...added(before, after).map((column) => columnOf(column, 'created')),
          ...added(after, before).map((column) => columnOf(column, 'archived')),
        ].filter(({ name }) => name.includes('.')),
        changes: recordChanges(recorder.shipped),
        conflicts: [
          ...(await intoArchives(recorder)),
          ...news.map(([, finding]) => finding),
          ...(await missingColumns(this.#modelsThatCome(operations), look)),
        ],
      }
    } finally {
      await owner.transaction.rollback()
    }
  }

  async #perform(operations: readonly Operation[], owner: OwnerTransaction, recorder: Recorder) {
    const conflicts: Saying[] = []
    await recorder.watch(async () => {
      for (const operation of operations) {
        try {
          await applyOperation(operation, this.#place(operation, owner, recorder))
        } catch (error) {
          if (gaveWay(error)) throw error
          conflicts.push(cannot(operation.kind, operation.module, causeOf(error)))
          return
        }
      }
    })
    return conflicts
  }

  #modelsThatCome(operations: readonly Operation[]) {
    const coming = comingWith(operations)
    return this.#modules.filter(({ name }) => coming.has(name)).flatMap(({ models }) => models)
  }

  #place(operation: Operation, owner: OwnerTransaction, recorder: Recorder) {
    const module = this.#modules.find(({ manifest }) => manifest.name === operation.module)
    return { transaction: owner.transaction, recorder, module }
  }

  async #findings({ connection }: OwnerTransaction): Promise<Map<string, Saying>> {
    const findings = await checkCatalogue(connection, this.#credentials)
    const sayings = findings.map(({ object, fault }) => reason('finding', { object, fault }))
    return new Map(sayings.map((saying) => [inEnglish(saying), saying]))
  }
}

async function intoArchives({ look }: Recorder): Promise<Saying[]> {
  const keys = await look<{ table: string; archived: string }>(INTO_ARCHIVES)
  return keys.map((key) => reason('intoArchive', { ...key }))
}

interface Noted {
  module: string
  relation: string
  name: string
}

/** The tables of modules, and their columns in tables of others. */
function noted(look: Look): Promise<Noted[]> {
  return look<Noted>(
    `select module, relation, name from app.module_objects where kind in ('table', 'column')
     order by module, relation, name`
  )
}

function added(before: readonly Noted[], after: readonly Noted[]): Noted[] {
  const known = new Set(before.map(({ relation, name }) => `${relation}.${name}`))
  return after.filter(({ relation, name }) => !known.has(`${relation}.${name}`))
}

function columnOf({ module, relation, name }: Noted, effect: AffectedTable['effect']) {
  return { module, name: relation ? `${relation}.${name}` : '', effect }
}

/** Stands for operations with exactly these statements. */
export function digestOf(operations: readonly Operation[], statements: readonly Spoken[]): string {
  const words = JSON.stringify([operations, statements.map(wordsOf)])
  return createHash('sha256').update(words).digest('hex').slice(0, 32)
}
