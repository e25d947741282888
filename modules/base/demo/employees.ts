import { DateTime } from 'luxon'
import type { DemoTenant } from '#addon'
import { Department } from '../models/department.ts'
import { Employee } from '../models/employee.ts'
import { Member } from '../models/member.ts'
import { Team } from '../models/team.ts'

/** What the demo's users do, by the part of their address before the `@`. */
const jobs: Readonly<Record<string, [department: string, jobTitle: string]>> = {
  admin: ['Back office', 'Head of operations'],
  manager: ['Sales', 'Sales director'],
  north: ['Sales', 'Location manager'],
  south: ['Sales', 'Location manager'],
  team: ['Sales', 'Team manager'],
  sales: ['Sales', 'Sales representative'],
  support: ['Back office', 'Support'],
  other: ['Back office', 'Managing director'],
}

/** Those who never log in. */
const others: readonly [string, string, location: string, jobTitle: string][] = [
  ['Ines', 'Duarte', 'North', 'Fitter'],
  ['Tomasz', 'Wilk', 'North', 'Driver'],
  ['Leila', 'Haddad', 'South', 'Fitter'],
  ['Oskar', 'Berg', 'Harbour', 'Storekeeper'],
]

/** The departments, employees and teams of each demo tenant. */
export default async function employees(demo: DemoTenant) {
  if (await Department.query().first()) return
  const departments = new Map<string, Department>()
  for (const name of ['Sales', 'Service', 'Back office']) {
    departments.set(name, await Department.create({ name }))
  }
  for (const member of await Member.query().orderBy('email')) {
    const [account = ''] = member.email.split('@')
    const job = jobs[account]
    if (!job) continue
    const [firstName = '', ...lastName] = member.name.split(' ')
    await Employee.create({
      firstName,
      lastName: lastName.join(' '),
      email: member.email,
      jobTitle: job[1],
      departmentId: departments.get(job[0])!.id,
      userId: member.id,
      locationId: demo.locations.get(capitalised(account)) ?? null,
      hiredOn: DateTime.fromISO('2021-03-01'),
    })
  }
  for (const [firstName, lastName, location, jobTitle] of others) {
    const locationId = demo.locations.get(location)
    if (!locationId) continue
    const departmentId = departments.get('Service')!.id
    await Employee.create({ firstName, lastName, jobTitle, departmentId, locationId })
  }
  await teams(demo, departments.get('Sales')!.id)
}

/** A sales team for each location that has a manager; in North somebody else leads it. */
async function teams({ locations, members }: DemoTenant, departmentId: string) {
  for (const [location, locationId] of locations) {
    const managerId = members.get(`${location.toLowerCase()}@demo.test`)
    if (!managerId) continue
    const isNorth = location === 'North'
    const leaderId = isNorth ? members.get('team@demo.test')! : managerId
    const team = await Team.create({
      name: `Sales ${location}`,
      leaderId,
      departmentId,
      locationId,
    })
    const people = isNorth ? [leaderId, members.get('sales@demo.test')!] : [leaderId]
    await team.related('members').attach(people)
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
