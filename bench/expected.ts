import type { House } from './house.ts'

export interface SampleContact {
  id: string
  email: string
  firstName: string
  lastName: string
}

/** Rows of a page. */
const ROWS = 80

/**
 * E-mail addresses on the first page of the list, of all locations or of one and of none, of all
 * owners or of one.
 */
export function listed(
  house: House,
  locationId: string | null,
  owner: string | null = null
): Promise<string[]> {
  const place = '(location_id is null or $2::uuid is null or location_id = $2)'
  const own = `($3::text is null or owner_id = (select id from memberships m
    where m.tenant_id = crm_contacts.tenant_id and m.email = $3))`
  return addresses(house, `${place} and ${own}`, [locationId, owner])
}

/** E-mail addresses on the first page of a search. */
export function found(house: House, text: string): Promise<string[]> {
  const searched = `lower(concat_ws(' ', first_name, last_name, email, phone, mobile))`
  return addresses(house, `position($2 in ${searched}) > 0`, [text])
}

/** Contacts from all over the tenant, always the same for the same data. */
export function sampleContacts(house: House, count: number): Promise<SampleContact[]> {
  return house.query<SampleContact>(
    `select id, email, first_name as "firstName", last_name as "lastName" from crm_contacts
     where tenant_id = $1 order by hashtext(email) limit $2`,
    [house.tenant, count]
  )
}

/** The one location of a location manager, and the share of all contacts that lie there. */
export async function locationOf(house: House, email: string) {
  const [location] = await house.query<{ id: string; share: number }>(
    `select l.location_id as id, avg((c.location_id is not distinct from l.location_id)::int)::float8 as share
     from membership_locations l join memberships m on m.tenant_id = l.tenant_id and m.id = l.user_id
     join crm_contacts c on c.tenant_id = l.tenant_id where m.email = $1 group by 1`,
    [email]
  )
  return location!
}

async function addresses(house: House, condition: string, values: unknown[]): Promise<string[]> {
  const rows = await house.query<{ email: string }>(
    `select email from crm_contacts where tenant_id = $1 and active and (${condition})
     order by created_at desc, id desc limit ${ROWS}`,
    [house.tenant, ...values]
  )
  return rows.map(({ email }) => email)
}
