import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import type { TestTenant } from './tenants.ts'

/** Makes deals in stages by the names of these, those of each stage from the bottom to the top. */
export async function makeDeals(
  tenant: TestTenant,
  deals: Readonly<Record<string, readonly (Partial<Deal> & { name: string })[]>>
): Promise<Map<string, string>> {
  return tenant.run(async () => {
    const ids = new Map<string, string>()
    for (const stage of await Stage.all()) {
      ids.set(stage.name, stage.id)
      for (const values of deals[stage.name] ?? []) {
        const deal = await Deal.create({ ...(values as Partial<Deal>), stageId: stage.id })
        ids.set(values.name, deal.id)
      }
    }
    return ids
  })
}

/** The columns of a board as its page shows them: name, number, sum, titles of cards. */
export function columnsOf(html: string) {
  return html
    .split('<section class="col"')
    .slice(1)
    .map((part) => ({
      name: /<h2[^>]*>([^<]*)</.exec(part)![1]!,
      count: /<span class="n">([^<]*)</.exec(part)![1]!,
      sum: /<span class="sum">([^<]*)</.exec(part)?.[1] ?? null,
      cards: [...part.matchAll(/<article[^]*?<h3><a href="[^"]*">([^<]*)<\/a>/g)].map(
        ([, title]) => title!
      ),
    }))
}
