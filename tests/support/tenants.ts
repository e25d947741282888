import hash from '@adonisjs/core/services/hash'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { credentials } from '#config/database'
import { Environment } from '#app/environment/environment'
import { systemAsker, type Asker } from '#app/environment/scope'
import { Registry } from '#app/modules/registry'

export const PASSWORD = 'secret-of-the-tests'

export interface TestUser {
  id: string
  email: string
  asker: Asker
}

/**
 * Connections that go from test to test: PostgreSQL reads its catalogue anew for each, which costs more than most of
 * what tests say to it.
 */
const pool = { max: 20, idleTimeoutMillis: 0, allowExitOnIdle: true }
const owners = new pg.Pool({ ...credentials.of('owner'), ...pool })
const administrators = new pg.Pool({ ...credentials.administrator, ...pool })
/** A test may end the connections of others; the pool makes new ones. */
for (const each of [owners, administrators]) each.on('error', () => {})

/** Runs statements as the owner of the database. */
export function asOwner<T>(work: (owner: pg.ClientBase) => Promise<T>): Promise<T> {
  return lend(owners, work)
}

/** Lends a connection, and takes it back as if it were new, or not at all. */
async function lend<T>(from: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await from.connect()
  let isAsNew = false
  try {
    const result = await work(client)
    if (client.getTransactionStatus() === 'I') {
      await client.query(asNew)
      isAsNew = true
    }
    return result
  } finally {
    client.release(!isAsNew)
  }
}

/** What DISCARD ALL does, but plans are kept: to make them anew costs as much as to connect. */
const asNew =
  'set session authorization default; reset all; unlisten *; select pg_advisory_unlock_all()'

let password: Promise<string> | undefined

/** A tenant of the tests, with places and people of its own. */
export class TestTenant {
  readonly id: string
  readonly locations = new Map<string, string>()

  static async create(name: string, locations: string[] = ['North', 'South']): Promise<TestTenant> {
    const tenant = new TestTenant(uuidv7())
    await asOwner(async (owner) => {
      await owner.query('insert into tenants (id, name) values ($1, $2)', [tenant.id, name])
      for (const place of locations) {
        const id = uuidv7()
        tenant.locations.set(place, id)
        await owner.query('insert into locations (tenant_id, id, name) values ($1, $2, $3)', [
          tenant.id,
          id,
          place,
        ])
      }
    })
    return tenant
  }

  private constructor(id: string) {
    this.id = id
  }

  location(name: string): string {
    return this.locations.get(name)!
  }

  /** A user of this tenant; without places, of all locations. */
  async user(email: string, groups: string[], places?: string[]): Promise<TestUser> {
    password ??= hash.make(PASSWORD)
    const id = uuidv7()
    const secret = await password
    await asOwner(async (owner) => {
      await owner.query(
        'insert into identity.users (id, email, name, password) values ($1, $2, $3, $4)',
        [id, email, nameOf(email), secret]
      )
      await owner.query(
        `insert into memberships (tenant_id, id, name, email, all_locations)
         values ($1, $2, $3, $4, $5)`,
        [this.id, id, nameOf(email), email, !places]
      )
      for (const place of places ?? []) {
        await owner.query(
          'insert into membership_locations (tenant_id, user_id, location_id) values ($1, $2, $3)',
          [this.id, id, this.location(place)]
        )
      }
      for (const group of groups) {
        await owner.query(
          'insert into membership_groups (tenant_id, user_id, group_name) values ($1, $2, $3)',
          [this.id, id, group]
        )
      }
    })
    const locationIds = places ? places.map((place) => this.location(place)) : null
    const asker: Asker = {
      ...systemAsker({ tenantId: this.id, userId: id, locationIds }),
      groups: Registry.current.access.imply(groups),
      email,
    }
    return { id, email, asker }
  }

  /** Lets a user of another tenant work in this one, too, in all of its locations. */
  async join({ id, email }: TestUser) {
    await asOwner((owner) =>
      owner.query(
        `insert into memberships (tenant_id, id, name, email, all_locations)
         values ($1, $2, $3, $4, true)`,
        [this.id, id, nameOf(email), email]
      )
    )
  }

  /** Runs work in an environment of the whole tenant. */
  run<T>(work: (environment: Environment) => Promise<T>): Promise<T> {
    return Environment.run(
      systemAsker({ tenantId: this.id, userId: null, locationIds: null }),
      work
    )
  }
}

function nameOf(email: string): string {
  const [first = ''] = email.split('@')
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} Tester`
}

/** Lets users read in a language from now on. */
export async function speak(language: string, ...emails: string[]) {
  await asOwner((owner) =>
    owner.query('update identity.users set language = $1 where email = any($2)', [language, emails])
  )
}

/**
 * Empties every table that tests fill, and begins their numbers anew. Deleting few rows without triggers costs a tenth
 * of TRUNCATE, which makes the files of all tables and indexes anew. As after TRUNCATE, the planner knows nothing of
 * what they held. What still writes is waited for, and gives way where it waits for this in turn.
 */
export async function emptyDatabase() {
  await lend(administrators, (administrator) => administrator.query(emptying))
}

const emptying = `
  do $$
  declare
    tables regclass[] := array(
      select oid::regclass from pg_class
      where relkind = 'r' and relnamespace in ('public'::regnamespace, 'identity'::regnamespace)
    );
    filled regclass;
  begin
    set local session_replication_role = replica;
    set local deadlock_timeout = '10min';
    execute format('lock table %s in exclusive mode', array_to_string(tables, ', '));
    foreach filled in array tables loop
      continue when pg_relation_size(filled) = 0;
      execute format('delete from %s', filled);
      update pg_class set relpages = 0, reltuples = -1
      where oid = filled and (relpages, reltuples) is distinct from (0, -1);
    end loop;
    perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    from pg_sequences where schemaname in ('public', 'identity') and last_value is not null;
  end $$`
