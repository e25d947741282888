/** The password of every demo account. They exist only in an embedded database on loopback. */
export const DEMO_PASSWORD = 'tatami-demo'

/** The demo accounts, and what each is for. */
export const demoUsers = [
  { email: 'admin@demo.test', role: 'Platform and tenant administrator' },
  { email: 'manager@demo.test', role: 'Manager, all locations' },
  { email: 'north@demo.test', role: 'Location manager, North' },
  { email: 'south@demo.test', role: 'Location manager, South' },
  { email: 'team@demo.test', role: 'Team manager, North' },
  { email: 'sales@demo.test', role: 'Sales representative, North' },
  { email: 'support@demo.test', role: 'Support, all locations' },
  { email: 'portal@demo.test', role: 'Portal user' },
  { email: 'other@demo.test', role: 'Administrator of the company Other' },
] as const

/** What the log-in page may offer; null wherever the data is not the demo's. */
export function demoAccounts() {
  if (process.env.TATAMI_EMBEDDED !== '1') return null
  return demoUsers.map((user) => ({ ...user, password: DEMO_PASSWORD }))
}
