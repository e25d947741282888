import type { House } from './house.ts'

const HEADINGS = [
  ...['First name', 'Last name', 'E-mail', 'Phone', 'Mobile', 'Job title', 'Department', 'Status'],
  ...['Source', 'Company', 'Street', 'City', 'Postal code', 'Country', 'Owner', 'Location'],
]
const first = ['Ada', 'Bo', 'Cleo', 'Dara', 'Emil', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jun']
const last = ['Quist', 'Lind', 'Moreau', 'Okafor', 'Petrov', 'Sato', 'Tanaka', 'Ueda', 'Voss']
const cities = ['Leeds', 'York', 'Hull', 'Ripon', 'Derby', 'Lincoln', 'Bath']
const statuses = ['Lead', 'Prospect', 'Customer']

/** CSV of new contacts, with links to companies, people and locations that are there. */
export async function transferFile(house: House, mark: string, count: number): Promise<string> {
  const names = (text: string) => house.query<{ name: string }>(text, [house.tenant])
  const companies = await names(
    `select name from crm_companies where tenant_id = $1 and active group by name
     having count(*) = 1 order by name limit 500`
  )
  const locations = await names(`select name from locations where tenant_id = $1 order by name`)
  const owners = await names(`select email as name from memberships where tenant_id = $1`)
  const lines = [HEADINGS.join(',')]
  for (let at = 0; at < count; at++) {
    const of = (values: readonly string[], step = 1) =>
      values[Math.floor(at / step) % values.length]
    const linked = (rows: readonly { name: string }[]) =>
      rows.length > 0 ? `"${rows[at % rows.length]!.name.replaceAll('"', '""')}"` : ''
    const number = String(at).padStart(7, '0')
    lines.push(
      [
        ...[of(first), of(last, 10), `${mark}.${at}@import.example`],
        ...[`+4420${number.slice(0, 7)}1`, `+4477009${number.slice(2)}`],
        ...['Buyer', 'Purchasing', of(statuses), 'Fair', linked(companies)],
        ...[`${at} High Street`, of(cities), `LS${at % 100} 1AA`, 'United Kingdom'],
        ...[linked(owners), linked(locations)],
      ].join(',')
    )
  }
  return `${lines.join('\n')}\n`
}
