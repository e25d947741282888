import { otherTenant, tenant, type Scratch } from './database.ts'
import { someId } from './models.ts'

export const names = ['Anna', 'Bert', 'Cleo', 'Dora', 'Ezra', 'Finn']

/** Acme owns Acme East, which owns Deep_Sea; Beta stands alone; Ring and Gnir own each other. */
export const acme = someId(101)
export const east = someId(102)
export const beta = someId(103)
export const deep = someId(104)
export const ring = someId(105)
const gnir = someId(106)

/** Gold lies below VIP. */
export const vip = someId(201)
const gold = someId(202)
export const fresh = someId(203)

type Cell = string | number | boolean | null

const companies: Cell[][] = [
  [acme, 'Acme', 'tech', 'large', null],
  [east, 'Acme East', null, 'small', acme],
  [beta, 'Beta 100%', 'food', null, null],
  [deep, 'Deep_Sea', 'Biotech', 'small', east],
  [ring, 'Ring', null, null, gnir],
  [gnir, 'Gnir', null, null, ring],
]

const contacts: Cell[][] = [
  ['Smith', 'lead', 10, true, acme, '2026-11-21', '2026-11-20T23:30:00Z'],
  [null, 'customer', 0, false, east, '2026-11-20', '2026-11-21T00:00:00Z'],
  ['smith', 'lost', null, null, beta, '2026-10-22', '2026-11-21T23:59:59Z'],
  ['', null, -5, true, null, null, null],
  ['O\\Neil', 'lead', 10, true, deep, '2026-11-16', '2026-11-16T00:00:00Z'],
  ['100%', 'customer', 7, false, ring, '2026-12-01', '2026-11-22T00:00:00Z'],
]

const deals: Cell[][] = [
  [someId(301), 0, someId(1)],
  [someId(302), 100, someId(1)],
  [someId(303), 500, someId(2)],
  [someId(304), null, someId(5)],
]

const tags: Cell[][] = [
  [vip, 'VIP', null],
  [gold, 'Gold', vip],
  [fresh, 'New', null],
]

const pairs: Cell[][] = [
  [someId(1), vip],
  [someId(3), gold],
  [someId(3), fresh],
]

/** Fills the tables, and another tenant's with the same ids but contents that nobody may see. */
export async function fill(scratch: Scratch) {
  const insert = async (table: string, columns: string, rows: Cell[][], owner = tenant) => {
    for (const row of rows) {
      const cells = columns.split(' ').map((column, index) => [column, row[index]])
      await scratch.insert(table, { tenant_id: owner, ...Object.fromEntries(cells) })
    }
  }
  const people = contacts.map((row, index) => [someId(index + 1), names[index]!, ...row])
  await insert('companies', 'id name industry size parent_id', companies)
  await insert(
    'contacts',
    'id first_name last_name status score active company_id birthday last_seen',
    people
  )
  await insert('deals', 'id amount contact_id', deals)
  await insert('tags', 'id name parent_id', tags)
  await insert('contact_tags', 'contact_id tag_id', pairs)

  const foreign = companies.map(([id]) => [id!, 'Other', 'spy', acme])
  const ids = people.map(([id]) => id!)
  await insert('companies', 'id name industry parent_id', foreign, otherTenant)
  await insert(
    'contacts',
    'id company_id',
    ids.map((id) => [id, acme]),
    otherTenant
  )
  await insert(
    'deals',
    'id amount contact_id',
    ids.map((id) => [id, 9999, id]),
    otherTenant
  )
  await insert(
    'contact_tags',
    'contact_id tag_id',
    ids.map((id) => [id, vip]),
    otherTenant
  )
  await insert('tags', 'id name', [[vip, 'Other']], otherTenant)
}
