import type pg from 'pg'
import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Look } from './catalogue.ts'

/** A transaction of the owner for Lucid, and the connection that it runs on. */
export interface OwnerTransaction {
  transaction: TransactionClientContract
  connection: pg.ClientBase
}

export async function beginOwnerTransaction(database: Database): Promise<OwnerTransaction> {
  const transaction = await database.connection('owner').transaction()
  const connection = (await transaction.knexClient.client.acquireConnection()) as pg.ClientBase
  return { transaction, connection }
}

/** Statements on a connection, without anybody watching. */
export function lookOn(connection: pg.ClientBase): Look {
  return async <Row>(sql: string, values: unknown[] = []) => {
    const { rows } = await connection.query({ text: sql, values })
    return rows as Row[]
  }
}
