import { Adapter } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow, ModelObject } from '@adonisjs/lucid/types/model'
import { Environment } from '../environment/environment.ts'
import { forgetAnswers } from './answer_cache.ts'
import { ModelCatalogue } from './catalogue.ts'
import { noteWritten } from './followers.ts'
import type { Model } from './model.ts'
import { E_ROW_OUT_OF_REACH, E_STALE_RECORD } from './errors.ts'

type Versioned = LucidRow & { version: number; id: string }

/**
 * Lucid's adapter, made strict: a write that reached no row is an exception (row-level security
 * hides rows silently), and a write to a version that somebody else has replaced is refused.
 */
export class StrictAdapter extends Adapter {
  override async insert(instance: LucidRow, attributes: ModelObject) {
    const { userId } = Environment.current().asker
    await super.insert(instance, {
      ...attributes,
      created_by: userId,
      updated_by: userId,
    })
    this.#written(instance)
    noteWritten(instance as Model, [], true)
  }

  override async update(instance: LucidRow, dirty: ModelObject) {
    const row = instance as Versioned
    const seen = row.version
    const query = row.$getQueryFor('update', this.modelClient(instance)) as unknown as {
      where(column: string, value: unknown): { update(values: ModelObject): Promise<unknown> }
    }
    const result = await query.where('version', seen).update({
      ...dirty,
      version: seen + 1,
      updated_by: Environment.current().asker.userId,
    })
    if (count(result) === 1) {
      row.version = seen + 1
      this.#written(instance)
      noteWritten(instance as Model, Object.keys(dirty), false)
      return
    }
    const model = row.constructor as unknown as typeof Model
    if (await model.find(row.id)) throw new E_STALE_RECORD([model.name, row.id])
    throw new E_ROW_OUT_OF_REACH([model.name, row.id])
  }

  override async delete(instance: LucidRow) {
    const row = instance as Versioned
    const result = await row.$getQueryFor('delete', this.modelClient(instance)).del()
    if (count(result) !== 1) throw new E_ROW_OUT_OF_REACH([row.constructor.name, row.id])
    await this.#emptyCustomLinks(row)
    this.#written(instance)
  }

  /** Does for custom fields what a foreign key with `on delete set null` does for columns. */
  async #emptyCustomLinks(row: Versioned) {
    const environment = Environment.current()
    const model = row.constructor as unknown as typeof Model
    for (const { table, name } of ModelCatalogue.inForce.customLinksTo(model)) {
      await environment.query(
        `update "${table}" set custom_fields = nullif(custom_fields - $2::text, '{}'),
           version = version + 1, updated_at = now(), updated_by = app.user_id()
         where tenant_id = $1 and custom_fields @> jsonb_build_object($2::text, $3::text)`,
        [environment.asker.tenantId, name, row.id]
      )
    }
  }

  #written(instance: LucidRow) {
    const environment = Environment.current()
    const { table } = instance.constructor as LucidModel
    environment.noteWrite()
    environment.afterCommit(() => forgetAnswers(environment.asker.tenantId, table))
  }
}

function count(result: unknown): number {
  return Number(Array.isArray(result) ? result[0] : result)
}
