import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright'
import { PASSWORD } from '#tests/support/tenants'

/** The address of the server that is tested. */
export const base = () => `http://${process.env.HOST}:${process.env.PORT}`

/** Opens the log-in page in a context and logs in. */
export async function signedIn(context: BrowserContext, email: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${base()}/login`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${base()}/`)
  return page
}

/** What axe finds on a page, each with the element. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const scope = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    return (await scope.axe.run()).violations
  })
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** How many pixels a page is wider than its window. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
