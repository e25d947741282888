import { v7 as uuidv7 } from 'uuid'
import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'

/** So many a user keeps, and so many tiles one has. */
const MOST = 20
export const MOST_TILES = 24
export const LONGEST_NAME = 60

/** A tile in its place: a name such as `crm.newContacts`, and how wide it is. */
export interface PlacedTile {
  name: string
  size: 1 | 2 | 3
}

/** A page of tiles. */
export interface Dashboard {
  id: string
  name: string
  /** Whether the asker put it together, and may change it. */
  isOwn: boolean
  /** Whether everybody of the tenant may look at it, with what they may see themselves. */
  shared: boolean
  tiles: PlacedTile[]
  /** The dashboard of a module that it was made from: `crm.sales`. */
  origin: string | null
}

const ALL = `
select id, name, user_id = $2 as "isOwn", shared, tiles, origin from dashboards
where tenant_id = $1 and (user_id = $2 or shared) order by user_id = $2 desc, id limit 100`

const CREATE = `
insert into dashboards (id, user_id, name, tiles, origin)
select $3, $2, $4, $5::jsonb, $6
where (select count(*) from dashboards where tenant_id = $1 and user_id = $2) < ${MOST}
on conflict do nothing returning id`

const UPDATE = `
update dashboards set name = $4, shared = $5, tiles = $6::jsonb
where tenant_id = $1 and user_id = $2 and id = $3 returning id`

const DELETE =
  'delete from dashboards where tenant_id = $1 and user_id = $2 and id = $3 returning id'

/** The dashboards of the asker, and those that others share with them. */
export class Dashboards {
  #environment = Environment.current()

  get #keys(): unknown[] {
    const { tenantId, userId } = this.#environment.asker
    return [tenantId, userId]
  }

  /** Those of the asker first. */
  async all(): Promise<Dashboard[]> {
    const [rows] = await this.#environment.read([{ text: ALL, values: this.#keys }])
    return rows as unknown as Dashboard[]
  }

  /** One that the asker may change, or null. */
  async own(id: string): Promise<Dashboard | null> {
    if (!isUuid(id)) return null
    return (await this.all()).find((each) => each.id === id && each.isOwn) ?? null
  }

  /** Returns the id, or null where there is no room for another one. */
  async create({
    name,
    tiles,
    origin,
  }: Pick<Dashboard, 'name' | 'tiles' | 'origin'>): Promise<string | null> {
    const values = [...this.#keys, uuidv7(), name, JSON.stringify(tiles), origin]
    const [made] = await this.#environment.query<{ id: string }>(CREATE, values)
    return made?.id ?? null
  }

  async update({ id, name, shared, tiles }: Dashboard): Promise<void> {
    const values = [...this.#keys, id, name, shared, JSON.stringify(tiles)]
    await this.#environment.query(UPDATE, values)
  }

  async delete({ id }: Dashboard): Promise<void> {
    await this.#environment.query(DELETE, [...this.#keys, id])
  }
}
