import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Translate } from '../../views/texts.ts'
import type { LinesByName } from '../transfer/line_fields.ts'
import type { Meanings } from './meanings.ts'
import type { ImportSettings } from './settings.ts'

/** How the rows of one import become records. */
export interface ImportPlan {
  model: typeof Model
  registry: Registry
  settings: ImportSettings
  /** What a file may give, by the names that the mapping uses. */
  fields: ReadonlyMap<string, Field>
  /** The one2manys of which the mapping names fields. */
  lines: LinesByName
  /** For each column of the file the name of a field, or null. */
  mapping: readonly (string | null)[]
  /** What words mean that nothing answers to. */
  meanings: Meanings
  timeZone: string
  t: Translate
  /** Keys of earlier chunks of a test, whose records are not there. */
  seen: Set<string>
  /** Names of records that those chunks have made, by tables; they are not there either. */
  made: Map<string, Set<string>>
}
