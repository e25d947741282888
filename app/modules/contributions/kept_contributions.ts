import type { LoadedModule } from '../loader.ts'
import type { Look } from '../operations/catalogue.ts'
import type { Run } from '../operations/ownership.ts'
import type { Contribution } from './contribution.ts'
import { contributionsOf } from './contributions_of.ts'

/** What a module brings in the version that is in the database. */
export interface KeptContributions {
  module: string
  version: string
  contributions: Contribution[]
}

/** Writes down what a version of a module brings, unless just that stands there. */
export async function keepContributions(
  module: LoadedModule,
  { look, run }: { look: Look; run: Run }
): Promise<void> {
  const { name, version } = module.manifest
  const values = [name, version, JSON.stringify(await contributionsOf(module))]
  const same = await look(
    `select from app.module_contributions
     where module = $1 and version = $2 and contributions::text = $3`,
    values
  )
  if (same.length > 0) return
  await run(
    `insert into app.module_contributions (module, version, contributions) values ($1, $2, $3)
     on conflict (module) do update set version = excluded.version, contributions = excluded.contributions`,
    values
  )
}

/** What installed modules bring, by name; those are missing of which nobody has written it down. */
export async function readContributions(look: Look): Promise<Map<string, KeptContributions>> {
  const kept = await look<KeptContributions>(
    `select k.module, k.version, k.contributions from app.module_contributions k
     join app.modules m on m.name = k.module and m.version = k.version`
  )
  return new Map(kept.map((each) => [each.module, each]))
}
