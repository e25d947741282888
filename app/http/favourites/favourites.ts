import { Environment } from '../../environment/environment.ts'
import { favourites as answers, forgetAnswers } from '../../models/answer_cache.ts'

/** So many favourites a user keeps for a screen. */
const MOST = 50

/** The longest name of a favourite. */
export const LONGEST_NAME = 60

/** A search that somebody has saved under a name. */
export interface Favourite {
  id: string
  name: string
  /** What stands after the question mark of the screen's address. */
  query: string
  /** Whether everybody who sees the screen is offered it. */
  shared: boolean
  /** Whether it is the asker's. */
  own: boolean
  /** Whether the screen opens with it for the asker. */
  standard: boolean
  /** Who saved it. */
  owner: string
}

/** What can be said of a favourite. */
export type FavouriteInput = Pick<Favourite, 'name' | 'query' | 'shared' | 'standard'>

const ALL = `
select f.id, f.name, f.query, f.shared, f.user_id = $2 as own, d.screen is not null as standard,
  m.name as owner
from favourites f join memberships m on m.tenant_id = f.tenant_id and m.id = f.user_id
left join favourite_defaults d on d.tenant_id = f.tenant_id and d.favourite_id = f.id
  and d.user_id = $2 and d.screen = f.screen
where f.tenant_id = $1 and f.screen = $3 and (f.user_id = $2 or f.shared)
order by f.name, f.id limit 200`

const INSERT = `
insert into favourites (user_id, screen, name, query, shared)
select $2, $3, $4, $5, $6
where (select count(*) from favourites where tenant_id = $1 and user_id = $2 and screen = $3) < ${MOST}
returning id`

const UPDATE = `
update favourites set name = $5, shared = $6
where tenant_id = $1 and screen = $3 and id = $4 and (user_id = $2 or shared)`

const DELETE = `
delete from favourites where tenant_id = $1 and screen = $3 and id = $4 and (user_id = $2 or shared)`

const MAKE_STANDARD = `
insert into favourite_defaults (user_id, screen, favourite_id)
select $2, $3, f.id from favourites f where f.tenant_id = $1 and f.screen = $3 and f.id = $4
  and (f.user_id = $2 or f.shared)
on conflict (tenant_id, user_id, screen) do update set favourite_id = excluded.favourite_id`

const MAKE_COMMON = `
delete from favourite_defaults where tenant_id = $1 and user_id = $2 and screen = $3 and favourite_id = $4`

/** The favourites of the asker for a screen: their own, and those that others share. */
export class Favourites {
  #environment = Environment.current()
  #screen: string

  constructor(screen: string) {
    this.#screen = screen
  }

  get #keys(): [tenantId: string, userId: string | null, screen: string] {
    const { tenantId, userId } = this.#environment.asker
    return [tenantId, userId, this.#screen]
  }

  /** What is asked of the database for all of them. */
  get question() {
    return answers.ask(this.#environment.asker, 'favourites', { text: ALL, values: this.#keys })
  }

  /** Remembered until one of them is written; the same list as long as it is. */
  async all(): Promise<readonly Favourite[]> {
    const { question } = this
    if (question.known) return question.known as unknown as Favourite[]
    const [rows] = await this.#environment.read([question.statement])
    question.remember(rows!)
    return rows as unknown as Favourite[]
  }

  /** One of them, or undefined. */
  async find(id: string): Promise<Favourite | undefined> {
    return (await this.all()).find((favourite) => favourite.id === id)
  }

  /** Keeps a search. Returns false where there is no room for another. */
  async add({ name, query, shared, standard }: FavouriteInput): Promise<boolean> {
    const [row] = await this.#write<{ id: string }>(INSERT, name, query, shared)
    if (row && standard) await this.#write(MAKE_STANDARD, row.id)
    return row !== undefined
  }

  /** Changes the name, whom it is offered to, and whether the screen opens with it. */
  async change(id: string, { name, shared, standard }: Omit<FavouriteInput, 'query'>) {
    await this.#write(UPDATE, id, name, shared)
    await this.setStandard(id, standard)
  }

  /** Whether the screen opens with it for the asker. */
  async setStandard(id: string, standard: boolean) {
    await this.#write(standard ? MAKE_STANDARD : MAKE_COMMON, id)
  }

  async remove(id: string) {
    await this.#write(DELETE, id)
  }

  async #write<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
    const { asker } = this.#environment
    this.#environment.afterCommit(() => forgetAnswers(asker.tenantId, 'favourites'))
    return this.#environment.query<Row>(text, [...this.#keys, ...values])
  }
}
