import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { isUuid } from '#app/environment/scope'
import type { Model } from '#app/models/model'
import { Registry } from '#app/modules/registry'
import {
  isLocated,
  makeSampleRows,
  tenantTables,
  type Row,
  type TenantTableShape,
} from '../sample_rows.ts'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '../tenants.ts'

/** Something that the asker must not know of, and an id beside it that never existed. */
export interface Stranger {
  /** Why it is one: it is of another tenant or location, or a rule hides it. */
  kind: 'tenant' | 'location' | 'rule'
  table: string
  id: string
  never: string
  /** A text of it that nobody else has, where its model has one to be found by. */
  title: string | null
}

/** Rows that would change what the registry of the tenant is, and not what it holds. */
const ofTheHouse = ['custom_fields', 'tenant_modules']

/**
 * A tenant with two places and another tenant, with a row of each in every table, whatever modules
 * are installed. The asker has every group and works in the first place.
 */
export class StrangersHouse {
  readonly tables: readonly TenantTableShape[]
  readonly asker: TestUser
  readonly #own: ReadonlyMap<string, Row>
  readonly #elsewhere: ReadonlyMap<string, Row>
  readonly #foreign: ReadonlyMap<string, Row>
  #titles = new Map<string, string>()
  #hidden = new Set<string>()

  static async build(): Promise<StrangersHouse> {
    await emptyDatabase()
    const own = await TestTenant.create('Own', [])
    const other = await TestTenant.create('Other', [])
    const { tables, rows } = await asOwner(async (owner) => {
      const all = await tenantTables(owner)
      const plain = all.filter(({ name }) => !ofTheHouse.includes(name))
      return {
        tables: all,
        rows: [
          await makeSampleRows(owner, plain, own.id),
          await makeSampleRows(owner, plain, own.id),
          await makeSampleRows(owner, all, other.id),
        ] as const,
      }
    })
    own.locations.set('Here', String(rows[0].get('locations')!.id))
    const groups = [...Registry.current.access.groups.keys()]
    const asker = await own.user('asker@own.test', groups, ['Here'])
    const house = new StrangersHouse(tables, asker, ...rows)
    await house.#findHidden()
    await house.#giveTitles()
    return house
  }

  private constructor(
    tables: readonly TenantTableShape[],
    asker: TestUser,
    own: ReadonlyMap<string, Row>,
    elsewhere: ReadonlyMap<string, Row>,
    foreign: ReadonlyMap<string, Row>
  ) {
    this.tables = tables
    this.asker = asker
    this.#own = own
    this.#elsewhere = elsewhere
    this.#foreign = foreign
  }

  /** The asker's own row of a table. */
  ownId(table: string): string | null {
    return idOf(this.#own.get(table))
  }

  /** Who must be a stranger to the asker among the records of a model. */
  strangersOf({ table }: typeof Model): Stranger[] {
    const shape = this.tables.find(({ name }) => name === table)
    const isOfPlaces = shape && (isLocated(shape) || table === 'locations')
    const kinds = [
      ['tenant', this.#foreign],
      ...(isOfPlaces ? [['location', this.#elsewhere] as const] : []),
      ...(this.#hidden.has(table) ? [['rule', this.#own] as const] : []),
    ] as const
    return kinds.flatMap(([kind, rows]) => {
      const id = idOf(rows.get(table))
      if (!id) return []
      return [{ kind, table, id, never: besideOf(id), title: this.#titles.get(id) ?? null }]
    })
  }

  /** Everything that strangers have, to see whether any of it was changed. */
  async imprint(): Promise<Record<string, string>> {
    const tenant = this.#foreign.get('locations')!.tenant_id
    const elsewhere = this.#elsewhere.get('locations')!.id
    return asOwner(async (owner) => {
      const imprint: Record<string, string> = {}
      for (const shape of this.tables) {
        const place = isLocated(shape) ? 'location_id' : shape.name === 'locations' ? 'id' : 'null'
        const { rows } = await owner.query<{ imprint: string }>(
          `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as imprint
           from "${shape.name}" t where tenant_id = $1 or ${place}::uuid = $2`,
          [tenant, elsewhere]
        )
        imprint[shape.name] = rows[0]!.imprint
      }
      return imprint
    })
  }

  /** Looks which of the asker's own rows the record rules hide. */
  async #findHidden() {
    const { access, models } = Registry.current
    await Environment.run(this.asker.asker, async (environment) => {
      for (const model of models) {
        const id = this.ownId(model.table)
        const records = new Records(model, access)
        if (!id || !records.allows('read')) continue
        const statement = records.select({ fields: ['id'], ids: [id], order: [], limit: 1 })
        const [rows] = await environment.read([statement])
        if (rows!.length === 0) this.#hidden.add(model.table)
      }
    })
  }

  /** Gives strangers a name of their own, so that pickers and searches can ask for it. */
  async #giveTitles() {
    await asOwner(async (owner) => {
      for (const model of Registry.current.models) {
        const shape = this.tables.find(({ name }) => name === model.table)
        const column = shape?.columns.find(({ name }) => name === model.titleField)
        if (!column || column.generated || column.options || column.type !== 'text') continue
        for (const { id } of this.strangersOf(model)) {
          const title = `stranger-${id.slice(-12)}`
          await owner.query(`update "${model.table}" set "${column.name}" = $2 where id = $1`, [
            id,
            title,
          ])
          this.#titles.set(id, title)
        }
      }
    })
  }
}

function idOf(row: Row | undefined): string | null {
  return isUuid(row?.id) ? row.id : null
}

/** The id that differs in its last digit: whoever sorts by id finds both at the same place. */
export function besideOf(id: string): string {
  return id.slice(0, -1) + (id.endsWith('0') ? '1' : '0')
}
