import type pg from 'pg'
import { reason, type ReasonKey } from '../../domains/reasons.ts'
import { roles, type DatabaseCredentials } from '../../identity/credentials.ts'
import { grantRules } from './grant_rules.ts'
import { policyRules } from './policy_rules.ts'
import { roleRules } from './role_rules.ts'
import { preamble, type Finding } from './rule.ts'
import { tableRules } from './table_rules.ts'

/** A row of a rule: beside these two columns the values of its words. */
type Found = Record<string, string> & { object: string; fault?: string }

/** Every rule, in the order in which findings are told. */
export const catalogueRules = [...roleRules, ...tableRules, ...policyRules, ...grantRules]

/**
 * Compares PostgreSQL's catalogue with the design: tables, keys, policies, roles, privileges.
 * `client` may be any role that reads the catalogue. An empty list means all is as designed.
 */
export async function checkCatalogue(
  client: pg.ClientBase,
  credentials: DatabaseCredentials
): Promise<Finding[]> {
  const names = JSON.stringify(
    Object.fromEntries(roles.map((role) => [role, credentials.roleName(role)]))
  )
  const findings: Finding[] = []
  for (const { name, sql } of catalogueRules) {
    const { rows } = await client.query<Found>(
      `${preamble} select found.* from (${sql}) as found order by found.object, found::text`,
      [names]
    )
    for (const { object, fault = name, ...values } of rows) {
      findings.push({ rule: name, object, fault: reason(`finding.${fault}` as ReasonKey, values) })
    }
  }
  return findings
}
