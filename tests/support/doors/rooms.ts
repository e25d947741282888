import { importsOf, targetOf, type Door, type Source } from './source.ts'

/** What each room of the host may import, besides itself. A file is named by room and name. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  identity: [],
  environment: ['identity', 'jobs/buffer', 'jobs/outbox'],
  domains: ['identity', 'environment'],
  models: ['identity', 'environment', 'domains'],
  access: ['identity', 'environment', 'domains', 'models'],
  views: ['identity', 'environment', 'domains', 'models', 'access'],
  egress: ['identity', 'environment'],
  jobs: ['identity', 'environment'],
  reports: [],
  events: ['identity', 'environment', 'domains', 'models', 'access', 'jobs', 'egress'],
  inbox: ['identity', 'environment', 'domains', 'models', 'access', 'jobs', 'egress', 'modules'],
  modules: [
    'identity',
    'environment',
    'domains',
    'models',
    'access',
    'views',
    'jobs',
    'events',
    'egress',
    'inbox',
  ],
}

const HOST = /^(app|bin|commands|config|database|providers|start)\//

/** The host knows that modules exist, never which. */
export const hostWithoutModules: Door = {
  name: 'the host imports no module',
  check: (source) =>
    HOST.test(source.path)
      ? found(source, (target) => /^(modules|addons)\//.test(target), 'imports a module')
      : [],
}

/** identity ← environment ← domains ← models ← access ← views ← http, with no way back up. */
export const roomsInOrder: Door = {
  name: 'rooms import only the rooms below them',
  check: (source) => {
    const [top, room = ''] = source.path.split('/')
    const allowed = rooms[room]
    if (top !== 'app' || !allowed) return []
    return found(
      source,
      (target) => target.startsWith('app/') && !isAllowed(target, [room, ...allowed]),
      `may not be imported by ${room}`
    )
  },
}

/** Every room has its place in the order, or is the topmost. */
export const roomsKnown: Door = {
  name: 'every room has a place in the order',
  check: ({ path }) => {
    const [top, room = '', ...rest] = path.split('/')
    const isKnown = top !== 'app' || rest.length === 0 || room === 'http' || !!rooms[room]
    return isKnown ? [] : [`${path}: the room "${room}" has no place in the order`]
  },
}

function isAllowed(target: string, allowed: readonly string[]): boolean {
  return allowed.some((room) => target === `app/${room}` || target.startsWith(`app/${room}/`))
}

function found(source: Source, isFault: (target: string) => boolean, says: string): string[] {
  return importsOf(source)
    .filter(({ specifier }) => isFault(targetOf(source.path, specifier) ?? ''))
    .map(({ specifier }) => `${source.path}: ${specifier} ${says}`)
}
