import { DateTime } from 'luxon'
import type { DomainNode } from '../domains/node.ts'
import { Parameters } from '../domains/parameters.ts'
import { toSql } from '../domains/sql.ts'
import type { Rows, Statement } from '../environment/environment.ts'
import type { Asker } from '../environment/scope.ts'
import type { Model } from '../models/model.ts'
import { quote } from '../models/clauses.ts'

/**
 * A statement that says which conditions a record meets, for `isMet`. Its row is not there where
 * the database does not show the record.
 */
export function conditionsStatement(
  { tenantId, timeZone }: Asker,
  model: typeof Model,
  id: string,
  nodes: readonly DomainNode[]
): Statement {
  const parameters = new Parameters()
  const tenantParameter = parameters.add(tenantId, 'uuid')
  const options = { model, alias: 't', parameters, tenantParameter, timeZone, now: DateTime.now() }
  const columns = nodes.map((node, index) => `(${toSql(node, options)}) is true as met${index}`)
  const text = `select ${['t.id', ...columns].join(', ')} from ${quote(model.table)} t
    where t.tenant_id = ${tenantParameter} and t.id = ${parameters.add(id, 'uuid')}`
  return { text, values: parameters.values }
}

/** Whether the record met the condition with this number. */
export function isMet(row: Rows[number], index: number): boolean {
  return row[`met${index}`] === true
}
