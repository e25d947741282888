import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Locator, Page } from 'playwright'
import { expect as playwrightExpect } from 'playwright/test'
import { PASSWORD } from '#tests/support/tenants'

/** How long a page is waited for, in milliseconds: the machine may be busy with other tests. */
export const PATIENCE = 120_000

/** Playwright's assertions about a page, which wait until they hold. */
export const expect = playwrightExpect.configure({ timeout: PATIENCE })

/** The address of the server that is tested. */
export const base = () => `http://${process.env.HOST}:${process.env.PORT}`

/** Logs in, in a context or in a page that is there, which stays where it is: at nothing, if it is new. */
export async function signedIn(where: BrowserContext | Page, email: string): Promise<Page> {
  const page = 'newPage' in where ? await where.newPage() : where
  const { request } = page.context()
  const login = await request.get(`${base()}/login`)
  const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(await login.text()) ?? []
  const form = { _csrf: token, email, password: PASSWORD }
  const answer = await request.post(`${base()}/login`, { form, maxRedirects: 0 })
  if (answer.headers().location !== '/') throw new Error(`${email} cannot log in`)
  return page
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds on a page, each with the element; by all of its rules, or by some. Colours that are on their way to
 * others are let arrive first.
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.waitForLoadState()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe)
  const found = await page.evaluate(async (only) => {
    const scope = window as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
      }
    }
    const options = { resultTypes: ['violations'], ...(only && { runOnly: only }) }
    return (await scope.axe.run(options)).violations
  }, rules)
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** How many pixels a page is wider than its window. */
export async function overhang(page: Page): Promise<number> {
  await page.waitForLoadState()
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}

/** More than the stops of any page. */
const MOST_STOPS = 150

/** Goes on with Tab until a control has the focus. */
export async function reach(page: Page, control: Locator): Promise<void> {
  await control.waitFor()
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No way leads to ${String(control)}`)
}

/** Waits until what a list holds can be dragged: the library for it comes after the page. */
export async function draggable(page: Page, list: string): Promise<void> {
  await page.waitForFunction((selector) => {
    const element = document.querySelector(selector)
    return element && Object.keys(element).some((key) => key.startsWith('Sortable'))
  }, list)
}

/** Moves what is dragged about a place until it shows there: a busy browser follows the pointer late. */
export async function dragUntil(page: Page, { x, y }: Place, there: Locator): Promise<void> {
  for (let step = 0; (await there.count()) === 0; step++) await page.mouse.move(x + (step % 4), y)
}

interface Place {
  x: number
  y: number
}

/** Rules of axe whose answer depends on what the width shows, beside colours. */
const OF_THE_WIDTH = [
  'aria-hidden-focus',
  'button-name',
  'heading-order',
  'label',
  'landmark-one-main',
  'link-name',
  'scrollable-region-focusable',
  'select-name',
]

/** What keeps somebody out of the page that is open: wide and narrow, light and dark. */
export async function barriers(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
  const wide = [await violations(page), await overhangFault(page)]
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = [await violations(page, ['color-contrast'])]
  await page.setViewportSize({ width: 360, height: 900 })
  const narrow = [await violations(page, OF_THE_WIDTH), await overhangFault(page)]
  return Object.entries({ wide, dark, narrow }).flatMap(([where, found]) =>
    found.flat().map((fault) => `${where}: ${fault}`)
  )
}

/** The same by all rules of axe each time, where a page may differ by width or theme in any way. */
export async function barriersEverywhere(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 })
      const faults = [...(await violations(page)), ...(await overhangFault(page))]
      found.push(...faults.map((fault) => `${colorScheme} ${width}: ${fault}`))
    }
  }
  return found
}

async function overhangFault(page: Page): Promise<string[]> {
  const beyond = await overhang(page)
  return beyond > 0 ? [`${beyond} pixels wider than the screen`] : []
}
