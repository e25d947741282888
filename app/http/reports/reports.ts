import { Environment } from '../../environment/environment.ts'
import { forgetAnswers, reports as answers } from '../../models/answer_cache.ts'

/** So many reports a user keeps. */
export const MOST_REPORTS = 200
export const LONGEST_NAME = 80
export const LONGEST_DESCRIPTION = 500

/** A report that somebody has saved. */
export interface Report {
  id: string
  name: string
  description: string
  /** The table of the model that it is about. */
  model: string
  /** What stands after the question mark of its address. */
  query: string
  /** Whether others may open it, with what they may see themselves. */
  shared: boolean
  /** Groups that it is shared with; everybody where there are none. */
  groups: readonly string[]
  /** Whether it is the asker's. */
  own: boolean
  /** Who saved it. */
  owner: string
}

/** What can be said of a report. */
export type ReportInput = Pick<
  Report,
  'name' | 'description' | 'model' | 'query' | 'shared' | 'groups'
>

const ALL = `
select r.id, r.name, r.description, r.model, r.query, r.shared, r.groups, r.user_id = $2 as own,
  m.name as owner
from reports r join memberships m on m.tenant_id = r.tenant_id and m.id = r.user_id
where r.tenant_id = $1
  and (r.user_id = $2 or r.shared and (r.groups = '{}' or r.groups && $3::text[]))
order by r.name, r.id limit 500`

const INSERT = `
insert into reports (user_id, name, description, model, query, shared, groups)
select $2, $3, $4, $5, $6, $7, $8::text[]
where (select count(*) from reports where tenant_id = $1 and user_id = $2) < ${MOST_REPORTS}
returning id`

const UPDATE = `
update reports set name = $4, description = $5, query = $6, shared = $7, groups = $8::text[],
  updated_at = now()
where tenant_id = $1 and id = $3 and (user_id = $2 or shared)`

const DELETE = 'delete from reports where tenant_id = $1 and id = $3 and (user_id = $2 or shared)'

/** The reports of the asker, and those that others share with them. */
export class Reports {
  #environment = Environment.current()

  get #keys(): [tenantId: string, userId: string | null] {
    const { tenantId, userId } = this.#environment.asker
    return [tenantId, userId]
  }

  /** Remembered until one of them is written. */
  async all(): Promise<readonly Report[]> {
    const { asker } = this.#environment
    const values = [...this.#keys, [...asker.groups].sort()]
    const question = answers.ask(asker, 'reports', { text: ALL, values })
    if (question.known) return question.known as unknown as Report[]
    const [rows] = await this.#environment.read([question.statement])
    question.remember(rows!)
    return rows as unknown as Report[]
  }

  /** Returns the id, or null where there is no room for another. */
  async add(input: ReportInput): Promise<string | null> {
    const { name, description, model, query, shared, groups } = input
    const [row] = await this.#write<{ id: string }>(INSERT, [
      name,
      description,
      model,
      query,
      shared,
      groups,
    ])
    return row?.id ?? null
  }

  async change(id: string, { name, description, query, shared, groups }: ReportInput) {
    await this.#write(UPDATE, [id, name, description, query, shared, groups])
  }

  async remove(id: string) {
    await this.#write(DELETE, [id])
  }

  async #write<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    const { asker } = this.#environment
    this.#environment.afterCommit(() => forgetAnswers(asker.tenantId, 'reports'))
    return this.#environment.query<Row>(text, [...this.#keys, ...values])
  }
}
