import { addressProbes, type allRoutes } from './probes.ts'

/** Middleware that says who is asking. A route has one of them, or is open to anybody. */
const doors = ['identity', 'apiKey']

/** Routes that anybody may call, and why. */
const open: Record<string, string> = {
  'GET /apps': 'it only leads to a page behind the log-in',
  'GET /health/live': 'load balancers have no account',
  'GET /health/ready': 'load balancers have no account',
  'GET /assets/*': 'the log-in page needs them',
  'POST /hooks/:provider/:key': 'the key is a secret, and what is sent must be signed',
  'GET /login': 'the way in',
  'POST /login': 'the way in',
  'GET /login/code': 'the second step of the way in',
  'POST /login/code': 'the second step of the way in',
  'POST /logout': 'the way out',
  'GET /password': 'whoever has forgotten theirs asks for a link',
  'POST /password': 'whoever has forgotten theirs asks for a link',
  'GET /password/:token': 'the token is a secret',
  'POST /password/:token': 'the token is a secret',
  'GET /invitations/:token': 'the token is a secret',
  'POST /invitations/:token': 'the token is a secret',
}

/** Parameters that are no ids of records. */
const words: Record<string, string> = {
  ':module': 'the name of a module',
  ':action': 'the name of a screen',
  ':field': 'the name of a field',
  ':name': 'the name of a module',
  ':model': 'the name of a table',
  ':provider': 'the name of a provider',
  ':key': 'a secret',
  ':token': 'a secret',
  ':shelf': 'the name of a kind in the gallery',
  ':sample': 'the name of a state in the gallery',
}

/** Routes whose ids are no records of a screen; a test of their own speaks of each. */
const probedApart = [
  'DELETE /account/sessions/:id',
  'DELETE /account/tokens/:id',
  'DELETE /base/api-keys/:id',
  'GET /:module/:action/bulk/:id',
  'GET /base/shipped/:id',
  'PUT /base/shipped/:id',
]

/** Addresses of the platform: whoever does not administer it is told that there is nothing. */
const ofThePlatform = /^\/base\/(apps|tenants)\b/

/** The routes of the platform. */
export function platformRoutes(routes: readonly Route[]): Route[] {
  return routes.filter(({ pattern }) => ofThePlatform.test(pattern))
}

export type Route = ReturnType<typeof allRoutes>[number]

/** Every route that lets in whoever calls it, without standing in the list above. */
export function openRoutes(routes: readonly Route[]): string[] {
  return routes
    .filter((route) => !hasDoor(route) && !Object.hasOwn(open, nameOf(route)))
    .map(nameOf)
}

/** Entries of the list of open routes that are not there any more, or that have a door. */
export function needlessExceptions(routes: readonly Route[]): string[] {
  return Object.keys(open).filter((name) => {
    const route = routes.find((each) => nameOf(each) === name)
    return !route || hasDoor(route)
  })
}

/** Every route that takes the id of something and that no probe asks with the id of a stranger. */
export function routesWithoutProbe(routes: readonly Route[]): string[] {
  const probed = new Set([...addressProbes().map(({ route }) => route), ...probedApart])
  return routes
    .filter(({ pattern }) => !ofThePlatform.test(pattern))
    .filter(({ pattern }) => (pattern.match(/:\w+/g) ?? []).some((name) => !(name in words)))
    .map(nameOf)
    .filter((name) => !probed.has(name))
}

function hasDoor({ middleware }: Route): boolean {
  return [...middleware.all()].some(
    (each) => typeof each === 'object' && doors.includes(String(each.name))
  )
}

function nameOf({ method, pattern }: Route): string {
  return `${method} ${pattern}`
}
