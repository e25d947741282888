/** A company of the demo data with its locations and the people who work there. */
export interface DemoCompany {
  id: string
  name: string
  timeZone: string
  currency: string
  /** Ids of the locations by name. */
  locations: Readonly<Record<string, string>>
  people: readonly DemoPerson[]
}

/** Somebody who can log in to the demo. */
export interface DemoPerson {
  email: string
  name: string
  groups: readonly string[]
  /** Names of locations; absent for all of the company's. */
  locations?: readonly string[]
  isPlatformAdministrator?: boolean
}

/** The ids are fixed, so that seeding again finds what was seeded before, even when renamed. */
const id = (number: number) => `019a7000-0000-7000-8000-${String(number).padStart(12, '0')}`

export const demoCompanies: readonly DemoCompany[] = [
  {
    id: id(1),
    name: 'Demo',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    locations: { North: id(11), South: id(12) },
    people: [
      {
        email: 'admin@demo.test',
        name: 'Amara Okafor',
        groups: ['base.administrator'],
        isPlatformAdministrator: true,
      },
      { email: 'manager@demo.test', name: 'Henrik Lindqvist', groups: ['base.manager'] },
      {
        email: 'north@demo.test',
        name: 'Nadia Petrova',
        groups: ['base.location_manager'],
        locations: ['North'],
      },
      {
        email: 'south@demo.test',
        name: 'Santiago Reyes',
        groups: ['base.location_manager'],
        locations: ['South'],
      },
      {
        email: 'team@demo.test',
        name: 'Thandi Mokoena',
        groups: ['base.team_manager'],
        locations: ['North'],
      },
      {
        email: 'sales@demo.test',
        name: 'Sofia Marchetti',
        groups: ['crm.representative'],
        locations: ['North'],
      },
      { email: 'support@demo.test', name: 'Sami Virtanen', groups: ['base.support'] },
      {
        email: 'portal@demo.test',
        name: 'Peter Novak',
        groups: ['base.portal'],
        locations: ['North'],
      },
    ],
  },
  {
    id: id(2),
    name: 'Other',
    timeZone: 'America/New_York',
    currency: 'USD',
    locations: { Harbour: id(21) },
    people: [{ email: 'other@demo.test', name: 'Olivia Tanaka', groups: ['base.administrator'] }],
  },
]
