import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

/** The lines of the table on a page, as texts. */
export function lines(html: string): string[][] {
  const table = /<table class="table table--stick table--tight pivot">.*?<\/table>/s.exec(html)![0]
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!.replaceAll(/<span class="sr">.*?<\/span>|<[^>]+>/gs, '').trim()
    )
  )
}

/** The addresses of the links whose text this is. */
export function links(html: string, text: string): string[] {
  const found = [...html.matchAll(/<a [^>]*?href="([^"]+)"[^>]*>(.*?)<\/a>/gs)]
  return found
    .filter(([, , inside]) => inside!.replaceAll(/<[^>]+>/g, '').trim() === text)
    .map(([, href]) => href!.replaceAll('&amp;', '&'))
}

/** A tenant with deals in two locations, and people who see more or less of them. */
export async function dealsOfTwoPlaces() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  const mia = await alpha.user('mia@alpha.test', ['base.manager'])
  const nora = await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
  const sam = await alpha.user('sam@alpha.test', ['crm.user'], ['North'])
  await alpha.user('pat@alpha.test', ['base.portal'])
  const beta = await TestTenant.create('Beta')
  await beta.user('bob@beta.test', ['base.administrator'])
  await alpha.run(async () => {
    const [fresh, won] = await Stage.createMany([
      { name: 'Fresh', sequence: 1 },
      { name: 'Won', sequence: 2, outcome: 'won' },
    ])
    const [north, south] = [alpha.location('North'), alpha.location('South')]
    const deal = { position: 'a', ownerId: mia.id, locationId: north }
    await Deal.createMany([
      { ...deal, name: 'A', stageId: fresh!.id, priority: 'low', value: 10 },
      { ...deal, name: 'B', stageId: fresh!.id, priority: 'high', value: 20 },
      { ...deal, name: 'C', stageId: won!.id, priority: 'low', value: 30 },
      { ...deal, name: 'D', stageId: won!.id, priority: 'low', value: 100, locationId: south },
    ])
  })
  return {
    alpha,
    users: { mia, nora, sam },
    manager: await Visitor.of('mia@alpha.test'),
    north: await Visitor.of('north@alpha.test'),
    sam: await Visitor.of('sam@alpha.test'),
    portal: await Visitor.of('pat@alpha.test'),
    stranger: await Visitor.of('bob@beta.test'),
  }
}

/** Saves a report and returns its address. */
export async function saveReport(
  visitor: Visitor,
  query: string,
  fields: Record<string, string | string[]> = {}
): Promise<string> {
  await visitor.get('/reports/new/crm_deals')
  const sent = { model: 'crm_deals', query, name: 'By stage', ...fields }
  const answer = await visitor.post('/reports', sent)
  if (answer.status !== 200) throw new Error(`The report is not saved: ${answer.status}`)
  return answer.path
}
