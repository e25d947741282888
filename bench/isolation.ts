import { Fault } from '../launcher/fault.mjs'
import type { Course } from './course.ts'
import { letIn, markOf, type CrowdReport, type Guest } from './crowd.ts'
import { House } from './house.ts'
import { Sessions } from './sessions.ts'

const TENANTS = 20
const POOL = 5
const CLIENTS = 200
const RESPONSES = 100_000
const MOST_MINUTES = 30

/** Every record's name begins with a mark that says of which tenant and location it is. */
const MARKING = `
create temporary table place as select l.tenant_id, l.id, l.sequence / 10 as number,
  substr(t.name, 6)::int as tenant from locations l join tenants t on t.id = l.tenant_id;
update crm_contacts c set first_name = 'mk' || substr(t.name, 6) || 'x' || coalesce(
    (select number from place where id = c.location_id), 0) || 'x', last_name = 'Contact'
  from tenants t where t.id = c.tenant_id;
update crm_companies c set name = 'mk' || substr(t.name, 6) || 'x' || coalesce(
    (select number from place where id = c.location_id), 0) || 'x ' || c.id
  from tenants t where t.id = c.tenant_id;`

/** The users with what they may see: of their tenant, all or their location and what has none. */
const PEOPLE = `
select m.email, substr(t.name, 6)::int as tenant, m.all_locations as everywhere,
  array(select l.sequence / 10 from locations l where l.tenant_id = m.tenant_id and (m.all_locations
    or l.id in (select location_id from membership_locations where user_id = m.id))) as places,
  (select id from crm_contacts c where c.tenant_id = m.tenant_id and c.active
    and (c.location_id is null or m.all_locations or c.location_id in
      (select location_id from membership_locations where user_id = m.id))
    order by c.location_id nulls last limit 1) as own
from memberships m join tenants t on t.id = m.tenant_id order by m.email`

/**
 * Two hundred clients of twenty tenants ask one server that has five connections for its pages,
 * until it has answered a hundred thousand times. Throws a Fault if anybody was shown a record
 * that is not theirs, or if anything failed.
 */
export async function proveIsolation(course: Course): Promise<CrowdReport> {
  const { cluster, steps, signal, undo } = course
  const wish = { database: 'isolation', contacts: 4_000, tenants: TENANTS, pool: POOL }
  const house = new House(cluster, wish)
  undo.push(() => house.close())
  await house.fill(steps, signal)
  await steps.run('Marking every record', () => house.query(MARKING))
  await steps.run('Starting the servers', () => house.open())
  const guests = await steps.run('Logging in', () => guestsOf(house))
  signal.throwIfAborted()
  const title = `Waiting for ${RESPONSES.toLocaleString('en')} responses`
  const report = await steps.run(title, () =>
    letIn({
      base: house.url,
      guests,
      clients: CLIENTS,
      responses: RESPONSES,
      milliseconds: MOST_MINUTES * 60_000,
    })
  )
  const failed = Object.keys(report.byStatus).filter((status) => Number(status) >= 500)
  const [first] = report.foreign
  if (first) throw new Fault(first, { details: [`and ${report.foreign.length - 1} more`] })
  if (failed.length > 0) throw new Fault(`The server answered ${failed.join(', ')}.`)
  return report
}

async function guestsOf(house: House): Promise<Guest[]> {
  const sessions = new Sessions(house.url, 1)
  const people = await house.query<{
    email: string
    tenant: number
    places: number[]
    own: string
  }>(PEOPLE)
  const guests: Guest[] = []
  for (const { email, tenant, places, own } of people) {
    const [cookie] = await sessions.of(email)
    const path = `/crm/contacts/${own}`
    const page = await fetch(house.url + path, { headers: { cookie: cookie! } })
    const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1]
    if (!token) throw new Fault(`${email} cannot open ${path}: ${page.status}`)
    guests.push({
      name: email,
      cookie: cookie!,
      csrf: token,
      marks: new Set([0, ...places].map((place) => markOf(tenant, place))),
      pages: [
        '/',
        '/crm/contacts',
        '/crm/contacts?sort=name',
        '/crm/contacts?q=mk',
        '/crm/companies',
        '/crm/contacts/new',
        '/crm/contacts/options/company?q=mk',
        path,
      ],
      own: path,
    })
  }
  return guests
}
