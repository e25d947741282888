import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Translate } from '../../views/texts.ts'
import type { ImportSettings } from './settings.ts'

/** How the rows of one import become records. */
export interface ImportPlan {
  model: typeof Model
  registry: Registry
  settings: ImportSettings
  /** For each column of the file the name of a field, or null. */
  mapping: readonly (string | null)[]
  timeZone: string
  t: Translate
  /** Keys of earlier chunks of a test, whose records are not there. */
  seen: Set<string>
}
