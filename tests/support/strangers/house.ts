import { v7 as uuidv7 } from 'uuid'
import { Records } from '#app/access/records'
import { API_WRITE } from '#app/access/permissions'
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
 * are installed. Whoever asks works in the first place.
 */
export class StrangersHouse {
  readonly tables: readonly TenantTableShape[]
  readonly #own: ReadonlyMap<string, Row>
  readonly #elsewhere: ReadonlyMap<string, Row>
  readonly #foreign: ReadonlyMap<string, Row>
  readonly #tenant: TestTenant
  #titles = new Map<string, string>()

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
    const house = new StrangersHouse(own, tables, ...rows)
    await house.#giveTitles()
    return house
  }

  private constructor(
    tenant: TestTenant,
    tables: readonly TenantTableShape[],
    own: ReadonlyMap<string, Row>,
    elsewhere: ReadonlyMap<string, Row>,
    foreign: ReadonlyMap<string, Row>
  ) {
    this.#tenant = tenant
    this.tables = tables
    this.#own = own
    this.#elsewhere = elsewhere
    this.#foreign = foreign
  }

  /**
   * Somebody who works in the first place, with these groups or with all. Programs may act for
   * them, so that the API is asked as well.
   */
  async guest(groups?: readonly string[]): Promise<Guest> {
    const given = groups ?? [...Registry.current.access.groups.keys()]
    const all = [...new Set([...given, API_WRITE])]
    const user = await this.#tenant.user(`${uuidv7()}@own.test`, all, ['Here'])
    return new Guest(this, user, await this.#hiddenFrom(user))
  }

  /** The row of a table in the first place. */
  ownId(table: string): string | null {
    return idOf(this.#own.get(table))
  }

  /** Who is of another tenant or another place among the records of a model. */
  strangersOf({ table }: Pick<typeof Model, 'table'>): Stranger[] {
    const shape = this.tables.find(({ name }) => name === table)
    const isOfPlaces = shape && (isLocated(shape) || table === 'locations')
    const elsewhere = isOfPlaces ? this.#stranger('location', table, this.#elsewhere) : []
    return [...this.#stranger('tenant', table, this.#foreign), ...elsewhere]
  }

  /** The row in the first place, as one whom a rule hides. */
  hidden({ table }: Pick<typeof Model, 'table'>): Stranger[] {
    return this.#stranger('rule', table, this.#own)
  }

  #stranger(kind: Stranger['kind'], table: string, rows: ReadonlyMap<string, Row>): Stranger[] {
    const id = idOf(rows.get(table))
    return id ? [{ kind, table, id, never: besideOf(id), title: this.#titles.get(id) ?? null }] : []
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

  /** Tables whose row in the first place the record rules hide from somebody. */
  async #hiddenFrom({ asker }: TestUser): Promise<ReadonlySet<string>> {
    const { access, models } = Registry.current
    const hidden = new Set<string>()
    await Environment.run(asker, async (environment) => {
      for (const model of models) {
        const id = this.ownId(model.table)
        const records = new Records(model, access)
        if (!id || !records.allows('read')) continue
        const statement = records.select({ fields: ['id'], ids: [id], order: [], limit: 1 })
        const [rows] = await environment.read([statement])
        if (rows!.length === 0) hidden.add(model.table)
      }
    })
    return hidden
  }

  /** Gives every row a name of its own, so that pickers and searches can ask for it. */
  async #giveTitles() {
    await asOwner(async (owner) => {
      for (const model of Registry.current.models) {
        const shape = this.tables.find(({ name }) => name === model.table)
        const column = shape?.columns.find(({ name }) => name === model.titleField)
        if (!column || column.generated || column.options || column.type !== 'text') continue
        for (const { id } of [...this.strangersOf(model), ...this.hidden(model)]) {
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

/** Somebody who asks, and what must be strange to them. */
export class Guest {
  readonly user: TestUser
  readonly #house: StrangersHouse
  readonly #hidden: ReadonlySet<string>

  constructor(house: StrangersHouse, user: TestUser, hidden: ReadonlySet<string>) {
    this.#house = house
    this.user = user
    this.#hidden = hidden
  }

  /** Records of a model that they must not know of. */
  strangersOf(model: Pick<typeof Model, 'table'>): Stranger[] {
    const hidden = this.#hidden.has(model.table) ? this.#house.hidden(model) : []
    return [...this.#house.strangersOf(model), ...hidden]
  }
}

function idOf(row: Row | undefined): string | null {
  return isUuid(row?.id) ? row.id : null
}

/** The id that differs in its last digit: whoever sorts by id finds both at the same place. */
export function besideOf(id: string): string {
  return id.slice(0, -1) + (id.endsWith('0') ? '1' : '0')
}
