import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type pg from 'pg'
import { Environment } from '../environment/environment.ts'
import { systemAsker } from '../environment/scope.ts'
import { demoCompanies, type DemoCompany } from './demo_people.ts'
import type { LoadedModule } from './loader.ts'

/** The address at which a demo location takes events from another system. */
export interface DemoWebhook {
  location: string
  url: string
}

/** What a module's `demo/` may know about the tenant that it brings data for. */
export interface DemoTenant {
  id: string
  name: string
  /** Ids of the locations by name. */
  locations: ReadonlyMap<string, string>
  /** Ids of the members by e-mail address. */
  members: ReadonlyMap<string, string>
  /** Reports an address, relative to the application's own, to be shown with the log-ins. */
  webhook: (location: string, path: string) => void
}

/**
 * Brings data for one demo tenant through the models, in an environment of the tenant. It is
 * called at every start, so it must find out by itself whether the data is there already.
 */
export type DemoScript = (demo: DemoTenant) => Promise<void>

export interface DemoOptions {
  owner: pg.ClientBase
  modules: readonly LoadedModule[]
  appUrl: string
  /** Hashes of the password, one for each user that does not exist yet. */
  hashPassword: () => Promise<string>
  report: (line: string) => void
}

/** Makes the demo tenants with their users, and lets every module bring its data for each. */
export async function seedDemo(options: DemoOptions): Promise<DemoWebhook[]> {
  const webhooks: DemoWebhook[] = []
  for (const company of demoCompanies) {
    const members = await seedCompany(company, options)
    await runDemoScripts(
      {
        id: company.id,
        name: company.name,
        locations: new Map(Object.entries(company.locations)),
        members,
        webhook: (location, path) =>
          webhooks.push({ location, url: new URL(path, options.appUrl).href }),
      },
      options
    )
  }
  return webhooks
}

/** Runs the scripts in the `demo` folder of each module, each in an environment of its own. */
export async function runDemoScripts(
  demo: DemoTenant,
  { modules, report }: Pick<DemoOptions, 'modules' | 'report'>
): Promise<void> {
  const asker = systemAsker({ tenantId: demo.id, userId: null, locationIds: null })
  for (const module of modules) {
    for (const file of await demoFiles(module)) {
      const { default: script } = (await import(pathToFileURL(file).href)) as {
        default: DemoScript
      }
      await Environment.run(asker, () => script(demo))
    }
    report(`${demo.name}: ${module.manifest.title}`)
  }
}

async function demoFiles({ path }: LoadedModule): Promise<string[]> {
  const folder = join(path, 'demo')
  if (!existsSync(folder)) return []
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
  return files.map((file) => join(folder, file))
}

/** Makes what of a company is missing, and returns the ids of its members by e-mail address. */
async function seedCompany(company: DemoCompany, options: DemoOptions) {
  const { owner } = options
  const { id: tenantId, name, timeZone, currency } = company
  const members = new Map<string, string>()
  await owner.query('begin')
  try {
    await owner.query(
      `insert into public.tenants (id, name, time_zone, currency) values ($1, $2, $3, $4)
       on conflict (id) do nothing`,
      [tenantId, name, timeZone, currency]
    )
    await seedLocations(company, owner)
    for (const person of company.people) {
      members.set(person.email, await seedPerson(company, person, options))
    }
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
  return members
}

async function seedLocations({ id: tenantId, locations }: DemoCompany, owner: pg.ClientBase) {
  await owner.query(
    `insert into public.locations (tenant_id, id, name, sequence)
     select $1, id, name, sequence * 10
     from unnest($2::uuid[], $3::text[]) with ordinality as given (id, name, sequence)
     on conflict (tenant_id, id) do nothing`,
    [tenantId, Object.values(locations), Object.keys(locations)]
  )
}

/** A user who exists is left as they are: their password and rights may have been changed. */
async function seedPerson(
  company: DemoCompany,
  person: DemoCompany['people'][number],
  { owner, hashPassword }: DemoOptions
): Promise<string> {
  const found = await owner.query<{ id: string }>(
    'select id from identity.users where email = $1',
    [person.email]
  )
  if (found.rows[0]) return found.rows[0].id
  const { rows } = await owner.query<{ id: string }>(
    `with person as (
       insert into identity.users (email, password, name, time_zone, is_platform_administrator)
       values ($1, $2, $3, $4, $5) returning id, name, email
     ), membership as (
       insert into public.memberships (tenant_id, id, name, email, all_locations)
       select $6, id, name, email, $7 from person
     ), groups as (
       insert into public.membership_groups (tenant_id, user_id, group_name)
       select $6, person.id, g from person, unnest($8::text[]) as g
     ), places as (
       insert into public.membership_locations (tenant_id, user_id, location_id)
       select $6, person.id, l from person, unnest($9::uuid[]) as l
     )
     select id from person`,
    [
      person.email,
      await hashPassword(),
      person.name,
      company.timeZone,
      person.isPlatformAdministrator ?? false,
      company.id,
      !person.locations,
      person.groups,
      (person.locations ?? []).map((name) => company.locations[name]),
    ]
  )
  return rows[0]!.id
}
