import { createHmac } from 'node:crypto'

/**
 * The four roles Tatami connects with. `owner` owns the schema and runs migrations, `runtime`
 * serves pages and jobs under row-level security, `identity` reads what must be known before a
 * tenant is, `backup` reads everything for a dump.
 */
export const roles = ['owner', 'runtime', 'identity', 'backup'] as const
export type Role = (typeof roles)[number]

/** Connection parameters of one role, in the shape `pg` takes. */
export interface Credentials {
  host: string
  port: number
  database: string
  user: string
  password: string
  ssl: boolean
}

/**
 * Derives the credentials of every role from the administrator's `DATABASE_URL` and `APP_KEY`,
 * so that no process has to be told four passwords. Role names carry a prefix (the database's
 * name, or `DATABASE_ROLES`), because roles belong to the whole PostgreSQL server.
 */
export class DatabaseCredentials {
  #url: URL
  #key: string
  readonly prefix: string

  constructor(settings: { databaseUrl: string; appKey: string; rolePrefix?: string }) {
    this.#url = new URL(settings.databaseUrl)
    this.#key = settings.appKey
    this.prefix = settings.rolePrefix || this.database
  }

  get database(): string {
    return decodeURIComponent(this.#url.pathname.slice(1)) || 'tatami'
  }

  /** The credentials written in `DATABASE_URL` itself; only `setup` uses them. */
  get administrator(): Credentials {
    return {
      ...this.#server,
      user: decodeURIComponent(this.#url.username),
      password: decodeURIComponent(this.#url.password),
    }
  }

  roleName(role: Role): string {
    return `${this.prefix}_${role}`
  }

  of(role: Role): Credentials {
    const user = this.roleName(role)
    return { ...this.#server, user, password: this.#password(user) }
  }

  /** The address of one role for `psql` and `pg_dump`. */
  url(role: Role): string {
    const { user, password } = this.of(role)
    const url = new URL(this.#url)
    url.username = encodeURIComponent(user)
    url.password = encodeURIComponent(password)
    return url.toString()
  }

  get #server() {
    return {
      host: this.#url.hostname || '127.0.0.1',
      port: Number(this.#url.port || 5432),
      database: this.database,
      ssl: ['require', 'verify-ca', 'verify-full'].includes(
        this.#url.searchParams.get('sslmode') ?? ''
      ),
    }
  }

  #password(user: string): string {
    return createHmac('sha256', this.#key).update(user).digest('base64url').slice(0, 32)
  }
}
