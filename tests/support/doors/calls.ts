import ts from 'typescript'
import { callsOf, importsOf, type Door } from './source.ts'

const CLIENTS = ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram']
/** What a server, or a look at an address, needs of them. */
const HARMLESS = ['createServer', 'STATUS_CODES', 'isIP', 'isIPv4', 'isIPv6', 'BlockList']
const CLIENT_PACKAGES = ['undici', 'axios', 'got', 'node-fetch', 'ky', 'ws']

/** Only egress leaves the machine. */
export const outOnlyByEgress: Door = {
  name: 'only app/egress leaves the machine',
  check: (source) => {
    if (source.path.startsWith('app/egress/')) return []
    const imports = importsOf(source)
      .filter(({ typeOnly }) => !typeOnly)
      .filter(({ specifier, names }) =>
        CLIENTS.includes(specifier)
          ? !names?.every((name) => HARMLESS.includes(name))
          : CLIENT_PACKAGES.includes(specifier)
      )
      .map(({ specifier }) => `${source.path}: imports ${specifier}`)
    const calls = callsOf(source)
      .filter(({ name }) => /^((globalThis|global)\.)?fetch$/.test(name))
      .map(() => `${source.path}: calls fetch`)
    return [...imports, ...calls]
  },
}

const RAW = /(^|\.)(raw|rawQuery|knexRawQuery|knexQuery|\w+Raw)$/

/** SQL is written where the host writes it, and in migrations. */
export const rawSqlInside: Door = {
  name: 'raw SQL only in the host and in migrations',
  check: (source) => {
    if (/^(app|database|bin|launcher)\//.test(source.path)) return []
    if (/^(modules|addons)\/[^/]+\/(migrations|tests)\//.test(source.path)) return []
    return callsOf(source)
      .filter(({ name, call }) => RAW.test(name) || (/\.query$/.test(name) && hasText(call)))
      .map(({ name }) => `${source.path}: ${name.split('\n')[0]}(…)`)
  },
}

/** A query builder is called with nothing or with options; anything else is SQL. */
function hasText({ arguments: [first] }: ts.CallExpression): boolean {
  return first !== undefined && !(ts.isObjectLiteralExpression(first) && !mentionsText(first))
}

function mentionsText(options: ts.ObjectLiteralExpression): boolean {
  return options.properties.some(({ name }) => name?.getText() === 'text')
}

/** A domain that somebody asks goes through `Records`, which knows what they may see. */
export const askedThroughRecords: Door = {
  name: 'domains of people are read by Records',
  check: (source) => {
    if (!/^(app\/(http|views|jobs|inbox)|modules|addons|commands)\//.test(source.path)) return []
    if (/^(modules|addons)\/[^/]+\/tests\//.test(source.path)) return []
    return importsOf(source)
      .filter(({ specifier, typeOnly }) => !typeOnly && /\bdomains\/parse(\.ts)?$/.test(specifier))
      .map(({ specifier }) => `${source.path}: imports ${specifier}; ask records.domain(…)`)
  },
}
