/**
 * Strips the types of a source, and of those that are likely to be asked for with it:
 * `node strip.mjs <folder for what is stripped> <path of the source>`. What cannot be stripped is left out.
 */
import { globSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { root } from '../root.mjs'
import { StrippedSources } from './stripped_sources.mjs'

/** What a server consists of. */
const server = ['adonisrc.ts', 'app', 'bin', 'commands', 'config', 'database', 'modules', 'start']

const [folder = '', path = ''] = process.argv.slice(2)
const sources = new StrippedSources(folder)
for (const each of [path, ...neighboursOf(path)]) {
  if (sources.read(each) === null) tryToStrip(each)
}

/**
 * The sources of the server for one of them, those of the same part of the checkout for another, and those of the same
 * folder for one that lies elsewhere.
 *
 * @param {string} source
 */
function neighboursOf(source) {
  const [part = ''] = relative(root, source).split(sep)
  if (part === '..') return globSync(join(dirname(source), '*.ts'))
  const parts = server.includes(part) ? server : [part]
  const patterns = parts.map((each) => (each.endsWith('.ts') ? each : `${each}/**/*.ts`))
  return globSync(patterns, { cwd: root }).map((found) => join(root, found))
}

/** @param {string} source */
function tryToStrip(source) {
  try {
    sources.write(source, (text) => stripTypeScriptTypes(text))
  } catch {
    // Node says what is wrong with it when it is loaded.
  }
}
