import pg from 'pg'
import type { GroupNames } from '../domains/fields.ts'
import { Environment } from '../environment/environment.ts'
import type { InputFault } from '../models/field_input.ts'
import type { AccessPolicy } from './policy.ts'

/** The access groups that one record names in a field, and changing them. */
export class GroupPairs {
  #table: string
  #key: string
  #recordId: string
  #exceptAdministrators: boolean
  #environment = Environment.current()

  constructor({ through, options }: GroupNames, recordId: string) {
    this.#table = pg.escapeIdentifier(through.table)
    this.#key = pg.escapeIdentifier(through.key)
    this.#recordId = recordId
    this.#exceptAdministrators = options.exceptAdministrators ?? false
  }

  /** Why the asker may not name these groups: nobody gives or takes rights that they lack. */
  async faultOf(wanted: readonly string[], policy: AccessPolicy): Promise<InputFault | null> {
    const given = await this.#read()
    const changed = [
      ...wanted.filter((name) => !given.includes(name)),
      ...given.filter((name) => !wanted.includes(name)),
    ]
    const unknown = changed.some((name) => wanted.includes(name) && !policy.groups.has(name))
    if (unknown) return { key: 'ui.error.option' }
    if (this.#exceptAdministrators && wanted.some((name) => policy.makesAdministrators(name))) {
      return { key: 'ui.error.administrators' }
    }
    const { asker } = this.#environment
    return changed.every((name) => policy.mayGive(asker, name)) ? null : { key: 'ui.error.groups' }
  }

  async write(wanted: readonly string[]): Promise<void> {
    const { tenantId } = this.#environment.asker
    await this.#environment.query(
      `insert into ${this.#table} (tenant_id, ${this.#key}, group_name)
       select $1, $2, name from unnest($3::text[]) as name on conflict do nothing`,
      [tenantId, this.#recordId, wanted]
    )
    await this.#environment.query(
      `delete from ${this.#table}
       where tenant_id = $1 and ${this.#key} = $2 and group_name <> all ($3::text[])`,
      [tenantId, this.#recordId, wanted]
    )
  }

  async #read(): Promise<string[]> {
    const rows = await this.#environment.query<{ name: string }>(
      `select group_name as name from ${this.#table} where tenant_id = $1 and ${this.#key} = $2`,
      [this.#environment.asker.tenantId, this.#recordId]
    )
    return rows.map(({ name }) => name)
  }
}
