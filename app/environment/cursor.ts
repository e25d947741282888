import type { Environment, Rows, Statement } from './environment.ts'

const PAGE_SIZE = 1_000

/**
 * The rows of a statement page by page, as they are at the beginning: a cursor in the current
 * transaction. However many rows there are, no more than a page of them is in memory.
 */
export async function* pagesOf(
  environment: Environment,
  { text, values, complete }: Statement
): AsyncGenerator<Rows> {
  await environment.query(`declare pages no scroll cursor for ${text}`, values)
  try {
    for (;;) {
      const rows = await environment.query(`fetch ${PAGE_SIZE} from pages`)
      if (complete) rows.forEach(complete)
      if (rows.length > 0) yield rows
      if (rows.length < PAGE_SIZE) return
    }
  } finally {
    await environment.query('close pages')
  }
}
