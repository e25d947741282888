import pg from 'pg'
import { roles, type DatabaseCredentials, type Role } from '#app/identity/credentials'

/** What each role may do at the level of the server; nobody but setup changes it. */
export const roleAttributes = {
  owner: { login: true, bypassrls: true, inherit: true },
  runtime: { login: true, bypassrls: false, inherit: false },
  identity: { login: true, bypassrls: false, inherit: false },
  backup: { login: true, bypassrls: true, inherit: true },
} as const

/** What each role's sessions begin with in this database. */
export const roleSettings = {
  owner: { row_security: 'off' },
  runtime: {
    statement_timeout: '15s',
    lock_timeout: '3s',
    idle_in_transaction_session_timeout: '15s',
    search_path: 'public',
  },
  identity: { statement_timeout: '10s', lock_timeout: '3s', search_path: 'identity' },
  backup: { row_security: 'off' },
} as const

/**
 * Creates or renews the four roles and what they need at the level of the database. Runs as the
 * administrator of `DATABASE_URL`; every statement can be repeated.
 */
export async function createRoles(administrator: pg.ClientBase, credentials: DatabaseCredentials) {
  const database = pg.escapeIdentifier(credentials.database)
  for (const role of roles) {
    const { user, password } = credentials.of(role)
    const name = pg.escapeIdentifier(user)
    const found = await administrator.query('select 1 from pg_roles where rolname = $1', [user])
    const verb = found.rowCount ? 'alter' : 'create'
    await administrator.query(
      `${verb} role ${name} ${attributesOf(role)} password ${pg.escapeLiteral(password)}`
    )
    for (const [setting, value] of Object.entries(roleSettings[role])) {
      await administrator.query(
        `alter role ${name} in database ${database} set ${setting} = ${pg.escapeLiteral(value)}`
      )
    }
    await administrator.query(`grant connect on database ${database} to ${name}`)
  }
  const owner = pg.escapeIdentifier(credentials.roleName('owner'))
  const backup = pg.escapeIdentifier(credentials.roleName('backup'))
  await administrator.query(`
    grant pg_read_all_data to ${backup};
    grant create on database ${database} to ${owner};
    grant create, usage on schema public to ${owner};
    revoke create on schema public from public;
    revoke temporary on database ${database} from public;
    create extension if not exists pg_trgm;
    create extension if not exists btree_gin;
  `)
}

function attributesOf(role: Role): string {
  const attributes = Object.entries(roleAttributes[role])
  return attributes.map(([name, given]) => (given ? name : `no${name}`)).join(' ')
}
