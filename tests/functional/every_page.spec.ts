import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import { seedDemo } from '#app/modules/demo'
import { Registry } from '#app/modules/registry'
import { PSEUDO_LOCALE } from '#app/views/pseudo_locale'
import { asOwner, emptyDatabase, PASSWORD, speak } from '#tests/support/tenants'
import { escapedTwice, storedTexts, untranslated } from '#tests/support/untranslated'
import { Visitor } from '#tests/support/visitor'

/** Addresses of files, and of what ends the visit. */
const ELSEWHERE =
  /^\/(assets|logout|_gallery|hooks|health|api)\b|\/(attachments|exports|template|prints?)\b/

/** Addresses of one kind of page are one: ids differ, and what is searched for. */
function kindOf(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://here')
  const view = searchParams.get('view')
  const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b/g, ':id')
  return view ? `${path}?view=${view}` : path
}

/** The addresses to which a page leads. */
function linksOf(html: string): string[] {
  const links = [...html.matchAll(/ href="(\/[^"#]*)/g)].map(([, href]) => href!)
  return links.map((href) => href.replaceAll('&amp;', '&')).filter((href) => !ELSEWHERE.test(href))
}

/** Follows every link from the home page, and asks of each kind of page what is wrong with its texts. */
async function visitAll(visitor: Visitor, data: readonly string[]) {
  const known = new Set([kindOf('/')])
  const waiting = ['/']
  const faults = new Map<string, string>()
  for (let href = waiting.shift(); href; href = waiting.shift()) {
    const { status, text, headers } = await visitor.get(href)
    if (status !== 200) faults.set(`answers ${status}`, href)
    if (!headers.get('content-type')?.includes('html')) continue
    for (const fault of untranslated(text, data)) faults.set(fault, href)
    for (const fault of escapedTwice(text)) faults.set(fault, href)
    for (const next of linksOf(text)) {
      if (known.has(kindOf(next))) continue
      known.add(kindOf(next))
      waiting.push(next)
    }
  }
  return { known, faults }
}

test.group('Languages | every page', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    await asOwner((owner) =>
      seedDemo({
        owner,
        modules: Registry.current.modules,
        appUrl: 'http://127.0.0.1',
        hashPassword: () => hash.make(PASSWORD),
        report: () => {},
      })
    )
    await speak(PSEUDO_LOCALE, 'admin@demo.test')
    return emptyDatabase
  })

  test('that links lead to speaks the language of the reader', async ({ assert }) => {
    const visitor = await Visitor.of('admin@demo.test')
    const { known, faults } = await visitAll(visitor, await storedTexts())
    for (const each of ['/base/apps/modules/crm', '/base/audit/:id', '/crm/deals/:id']) {
      assert.isTrue(known.has(each), each)
    }
    assert.deepEqual(Object.fromEntries(faults), {})
  })
})
