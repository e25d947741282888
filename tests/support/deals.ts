import type { Group } from '@japa/runner/core'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { emptyDatabase, TestTenant } from './tenants.ts'
import { Visitor } from './visitor.ts'

/** Deals by the names of their stages. */
type DealsByStage = Readonly<Record<string, readonly (Partial<Deal> & { name: string })[]>>

/** A tenant with deals on a board, and somebody in front of it. */
export interface Board {
  tenant: TestTenant
  manager: Visitor
  /** Ids of the deals and of the stages by their names. */
  ids: Map<string, string>
}

/** Makes all of it anew for every test of a group. Its properties are there during a test. */
export function withBoard(group: Group, role: string, deals: DealsByStage): Board {
  const board = {} as Board
  group.each.setup(async () => {
    await emptyDatabase()
    const tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', [role])
    const ids = await makeDeals(tenant, deals)
    const manager = await Visitor.of('mia@alpha.test')
    Object.assign(board, { tenant, manager, ids })
    return emptyDatabase
  })
  return board
}

/** Makes deals in stages by the names of these, those of each stage from the bottom to the top. */
export async function makeDeals(
  tenant: TestTenant,
  deals: DealsByStage
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
