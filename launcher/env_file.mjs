import { existsSync, readFileSync } from 'node:fs'

/**
 * Reads a .env file: `NAME=value` lines, optionally in quotes and with `export` before them, and `#` comments.
 *
 * @param {string} path
 * @returns {Record<string, string>} empty if there is no such file
 */
export function readEnvFile(path) {
  if (!existsSync(path)) return {}

  /** @type {Record<string, string>} */
  const values = {}
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line)
    if (match) values[match[1]] = unquote(match[2])
  }
  return values
}

/** @param {string} text */
function unquote(text) {
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(text)
  if (!quoted) return text.replace(/(?:^|\s+)#.*$/, '')
  return quoted[1] === '"' ? quoted[2].replaceAll('\\n', '\n').replaceAll('\\"', '"') : quoted[2]
}
