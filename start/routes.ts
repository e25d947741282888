/**
 * The addresses of the house. The first that fits answers: what is named stands before what is only a
 * shape, and what modules bring before the screens that all of them have. Each part waits for the one
 * before it, for modules are loaded on the way.
 */
const parts = [
  'outside',
  'api',
  'threshold',
  'house',
  'account',
  'apps',
  'modules',
  'screens',
  'records',
]
for (const part of parts) await import(`./routes/${part}.ts`)
