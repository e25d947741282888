import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { importableFields, importableLines, mayImport } from './import_fields.ts'
import { ImportStore, type Phase, type StoredImport } from './import_store.ts'
import type { ImportSettings } from './settings.ts'

/** An import of the asker with the screen whose records it brings. */
export class ImportScreen {
  readonly store: ImportStore
  readonly stored: StoredImport
  readonly action: Action
  readonly fields: ReadonlyMap<string, Field>

  /** Throws E_NO_SUCH_IMPORT, and E_NOT_FOUND where they may not import there any more. */
  static async open(ctx: HttpContext): Promise<ImportScreen> {
    const store = new ImportStore()
    const stored = await store.find(String(ctx.params.id))
    const action = ctx.registry.actions.get(stored.screen)
    if (!action || !ctx.registry.shows(ctx.asker, action)) throw new E_NOT_FOUND()
    const records = new Records<typeof Model>(action.model, ctx.registry.access)
    if (!mayImport(records)) throw new E_NOT_FOUND()
    const lines = importableLines(ctx.registry, ctx.asker, action)
    return new ImportScreen(
      store,
      stored,
      action,
      importableFields(ctx.registry, action.model, lines)
    )
  }

  private constructor(
    store: ImportStore,
    stored: StoredImport,
    action: Action,
    fields: ReadonlyMap<string, Field>
  ) {
    this.store = store
    this.stored = stored
    this.action = action
    this.fields = fields
  }

  /** Whether its pages are about a test, or about what was imported. */
  get phase(): Phase {
    return ['matching', 'testing', 'tested'].includes(this.stored.state) ? 'test' : 'result'
  }

  /** Whether rows are left that an import did not come to. */
  async isHalted(): Promise<boolean> {
    const { id, state, rowCount } = this.stored
    return state === 'done' && (await this.store.progress(id, 'result')).done < rowCount
  }

  /** The fields that the form gives to the columns, in their order. */
  mappingOf(given: unknown): (string | null)[] {
    const values = given !== null && typeof given === 'object' ? Object.values(given) : [given]
    return this.stored.headings.map((_, at) => {
      const name = values[at] as unknown
      return typeof name === 'string' && this.fields.has(name) ? name : null
    })
  }

  /** Key of the text that says why it cannot be tested like this. */
  faultOf(mapping: readonly (string | null)[], { key }: ImportSettings): string | null {
    const names = mapping.filter((name) => name !== null)
    if (names.length === 0) return 'ui.import.fault.noColumn'
    if (new Set(names).size < names.length) return 'ui.import.fault.twice'
    if (key && !names.includes(key)) return 'ui.import.fault.key'
    return null
  }
}
