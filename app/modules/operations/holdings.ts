import type { Contribution } from '../contributions/contribution.ts'
import { readContributions } from '../contributions/kept_contributions.ts'
import type { Look, SchemaObject } from './catalogue.ts'
import { ownedObjects } from './ownership.ts'
import { tablesOf, type TableSize } from './sizes.ts'

/** What a module owns in the database. */
export interface Holdings {
  tables: TableSize[]
  /** Columns in tables of others: `crm_contacts.points`. */
  columns: string[]
  /** Views, functions, types and the like. */
  others: SchemaObject[]
  /** What its installed version brings, as far as it was written down. */
  contributions: Contribution[]
}

/** What a module owns in the database now. */
export async function holdingsOf(module: string, look: Look): Promise<Holdings> {
  const objects = await ownedObjects(module, look)
  const columns = objects.filter(({ kind }) => kind === 'column')
  return {
    tables: await tablesOf(module, look),
    columns: columns.map(({ relation, name }) => `${relation}.${name}`),
    others: objects.filter(({ kind }) => kind !== 'table' && kind !== 'column'),
    contributions: (await readContributions(look)).get(module)?.contributions ?? [],
  }
}
