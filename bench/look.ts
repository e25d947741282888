import { Fault } from '../launcher/fault.mjs'

/** What a page must be. */
interface Expectation {
  /** Texts that stand on it, in this order. */
  texts: readonly string[]
  /** Rows of its table, the head included. */
  rows?: number
}

/**
 * Opens a page and sees that it is what it should be: the rate of an error page means nothing.
 * Throws a Fault.
 */
export async function look(address: string, cookie: string, { texts, rows }: Expectation) {
  const headers = { accept: 'text/html', ...(cookie && { cookie }) }
  const answer = await fetch(address, { headers, redirect: 'manual' })
  const page = await answer.text()
  if (answer.status !== 200) throw new Fault(`${address} answered ${answer.status}`)
  const count = page.split('<tr').length - 1
  if (rows !== undefined && count !== rows) throw new Fault(`${address} has ${count} table rows`)
  let from = 0
  for (const text of texts) {
    const at = page.indexOf(text, from)
    if (at < 0) throw new Fault(`${address} does not show "${text}" where it should`)
    from = at + text.length
  }
}
