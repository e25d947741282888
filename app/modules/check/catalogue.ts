import type pg from 'pg'
import { roles, type DatabaseCredentials } from '../../identity/credentials.ts'
import { grantRules } from './grant_rules.ts'
import { policyRules } from './policy_rules.ts'
import { roleRules } from './role_rules.ts'
import { preamble, type Finding } from './rule.ts'
import { tableRules } from './table_rules.ts'

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
    const { rows } = await client.query<Omit<Finding, 'rule'>>(
      `${preamble}\n${sql}\norder by 1, 2`,
      [names]
    )
    findings.push(...rows.map((row) => ({ rule: name, ...row })))
  }
  return findings
}
