import { createRequire } from 'node:module'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Knex } from 'knex'
import { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { beginStatement, type Scope } from './scope.ts'
import { Environment, type Rows, type Statement } from './environment.ts'
import { E_OUTSIDE_ENVIRONMENT } from './errors.ts'

type PgConnection = pg.Client & {
  connection: { stream: { cork(): void; uncork(): void; destroy(): void } }
}
type PgKnex = Knex & {
  client: {
    acquireConnection(): Promise<PgConnection>
    releaseConnection(c: PgConnection): Promise<void>
    transaction: unknown
  }
}
type Begin = { begin?: string }

const require = createRequire(import.meta.url)
const TransactionPg = require('knex/lib/dialects/postgres/execution/pg-transaction')

/** knex's transaction, but BEGIN and the scope travel in one message when `begin` is given. */
class EnvironmentTransaction extends TransactionPg {
  constructor(client: unknown, container: unknown, config: Begin | undefined, outer: unknown) {
    super(client, container, config, outer)
    this.beginText = outer ? undefined : config?.begin
  }

  begin(connection: unknown) {
    return this.beginText ? this.query(connection, this.beginText) : super.begin(connection)
  }
}

/**
 * Lucid's database with one choke point: whatever asks for the `runtime` connection gets the
 * transaction of the current environment, or an exception. Models, query builders, Vine's
 * `unique` and every other user of Lucid pass through here.
 */
export class ScopedDatabase extends Database {
  #runtime: PgKnex | undefined

  override connection(
    name: string = this.primaryConnectionName,
    options?: { mode?: 'read' | 'write' }
  ) {
    if (name !== 'runtime') return super.connection(name, options)
    const environment = Environment.get()
    if (!environment) throw new E_OUTSIDE_ENVIRONMENT()
    return environment.transaction as unknown as ReturnType<Database['connection']>
  }

  /** Opens a transaction on the runtime connection for one scope. */
  async beginEnvironment(scope: Scope, entryId: string): Promise<TransactionClientContract> {
    this.#knex()
    const client = super.connection('runtime') as unknown as {
      transaction(callback: undefined, options: Begin): Promise<TransactionClientContract>
    }
    return client.transaction(undefined, { begin: beginStatement(scope, { entryId }) })
  }

  /**
   * Reads for one scope in a single packet: BEGIN with the scope, the statements, COMMIT. If a
   * statement fails, PostgreSQL turns the COMMIT into a ROLLBACK; if BEGIN fails, the policies
   * find no tenant and refuse. The connection goes back to the pool when the last answer is in.
   */
  readOnce(scope: Scope, statements: Statement[]): Promise<Rows[]> {
    return this.#once(beginStatement(scope, { readOnly: true }), statements)
  }

  /**
   * Writes for one scope in a single packet, in the same way. Resolves when PostgreSQL has
   * confirmed the commit. When `signal` is aborted nobody waits any more: the connection is
   * closed, and whether the transaction was committed is not known.
   */
  writeOnce(scope: Scope, statements: Statement[], signal?: AbortSignal): Promise<Rows[]> {
    return this.#once(beginStatement(scope), statements, signal)
  }

  async #once(begin: string, statements: Statement[], signal?: AbortSignal): Promise<Rows[]> {
    const knex = this.#knex()
    const connection = await knex.client.acquireConnection()
    if (signal?.aborted) {
      await knex.client.releaseConnection(connection)
      throw signal.reason
    }
    const { stream } = connection.connection
    const hangUp = () => stream.destroy()
    signal?.addEventListener('abort', hangUp)
    stream.cork()
    process.nextTick(() => stream.uncork())
    const begun = connection.query(begin)
    const answers = statements.map((statement) => connection.query(prepared(statement)))
    const done = connection.query('commit')
    const settled = Promise.allSettled([begun, ...answers, done]).then(() => {
      signal?.removeEventListener('abort', hangUp)
      return knex.client.releaseConnection(connection)
    })
    try {
      await begun
      const results = await Promise.all(answers)
      await done
      return results.map((result) => result.rows)
    } catch (error) {
      await settled
      throw error
    }
  }

  #knex(): PgKnex {
    if (this.#runtime) return this.#runtime
    super.connection('runtime')
    const knex = this.getRawConnection('runtime')!.connection!.client as unknown as PgKnex
    knex.client.transaction = function (container: unknown, config: Begin, outer: unknown) {
      return new EnvironmentTransaction(this, container, config, outer)
    }
    this.#runtime = knex
    return knex
  }
}

const names = new Map<string, string>()

/** Names a statement after its text, so that PostgreSQL prepares it once for each connection. */
function prepared(statement: Statement) {
  if (statement.name) return statement
  let name = names.get(statement.text)
  if (!name) {
    if (names.size > 2000) return statement
    name = createHash('sha1').update(statement.text).digest('base64url')
    names.set(statement.text, name)
  }
  return { ...statement, name }
}
