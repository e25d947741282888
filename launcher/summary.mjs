/**
 * What `node ace demo:seed` prints as JSON.
 *
 * @typedef {object} Demo
 * @property {{ email: string, role: string, password: string }[]} logins
 * @property {{ location: string, url: string }[]} webhooks
 */

/**
 * Finds the JSON in what the command printed.
 *
 * @param {string} output
 * @returns {Demo | null}
 */
export function readDemo(output) {
  const line = output.split('\n').findLast((text) => text.startsWith('{'))
  if (!line) return null
  const { logins = [], webhooks = [] } = JSON.parse(line)
  return { logins, webhooks }
}

/**
 * The lines to show when everything runs.
 *
 * @param {{ url: string, demo: Demo | null, log: string | null, seconds: number }} facts
 */
export function summaryLines({ url, demo, log, seconds }) {
  const lines = ['', `Tatami is running at ${url} (after ${seconds.toFixed(1)} s)`]
  if (demo && demo.logins.length > 0) {
    const password = demo.logins[0].password
    lines.push('', `Log in with the password ${password} as`)
    lines.push(...columns(demo.logins.map(({ email, role }) => [email, role])))
  }
  if (demo && demo.webhooks.length > 0) {
    lines.push('', 'Webhook addresses')
    lines.push(...columns(demo.webhooks.map((hook) => [hook.location, hook.url])))
  }
  if (log) lines.push('', `The log is ${log}`)
  lines.push('', 'Stop with Ctrl+C', '')
  return lines
}

/** @param {string[][]} rows of two columns */
function columns(rows) {
  const width = Math.max(...rows.map(([first]) => first.length)) + 2
  return rows.map(([first, second]) => `  ${first.padEnd(width)}${second}`)
}
