import { Environment } from '../../environment/environment.ts'
import { forgetAnswers, viewPreferences } from '../../models/answer_cache.ts'
import { PAGE_SIZE } from './list_query.ts'

/** How somebody has arranged the list of a screen for themselves. */
export interface Arrangement {
  /** Names of the columns, in their order; empty for those of the screen. */
  columns: readonly string[]
  /** So many records stand on a page. */
  size: number
  /** Pixels of the columns that are not as wide as the list makes them, by name. */
  widths: ColumnWidths
}

export type ColumnWidths = Readonly<Record<string, number>>

const TABLE = 'view_preferences'

const READ = `
select columns, page_size as size, widths from view_preferences
where tenant_id = $1 and user_id = $2 and screen = $3`

const KEEP = `
insert into view_preferences (tenant_id, user_id, screen, columns, page_size, widths)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, user_id, screen) do update
set columns = excluded.columns, page_size = excluded.page_size, widths = excluded.widths`

const WIDEN = `
insert into view_preferences (tenant_id, user_id, screen, columns, page_size, widths)
values ($1, $2, $3, '{}', $4, jsonb_strip_nulls($5::jsonb))
on conflict (tenant_id, user_id, screen)
do update set widths = jsonb_strip_nulls(view_preferences.widths || $5::jsonb)`

const FORGET = `
delete from view_preferences where tenant_id = $1 and user_id = $2 and screen = $3`

/** What the asker keeps about a screen. */
export class ViewPreferences {
  #environment = Environment.current()
  #keys: [tenantId: string, userId: string | null, screen: string]

  constructor(screen: string) {
    const { tenantId, userId } = this.#environment.asker
    this.#keys = [tenantId, userId, screen]
  }

  /** What is asked of the database; the answer is remembered until it is written. */
  get question() {
    const statement = { text: READ, values: this.#keys }
    return viewPreferences.ask(this.#environment.asker, TABLE, statement)
  }

  /** How the asker has arranged the list, or null. */
  async read(): Promise<Arrangement | null> {
    const { question } = this
    let rows = question.known
    if (!rows) {
      ;[rows] = await this.#environment.read([question.statement])
      question.remember(rows!)
    }
    return (rows![0] as unknown as Arrangement | undefined) ?? null
  }

  async keep({ columns, size, widths }: Arrangement) {
    await this.#write(KEEP, columns, size, widths)
  }

  /** Makes one column so wide, or with null as wide as the list makes it. */
  async widen(name: string, width: number | null) {
    await this.#write(WIDEN, PAGE_SIZE, { [name]: width })
  }

  async reset() {
    await this.#write(FORGET)
  }

  async #write(text: string, ...values: unknown[]) {
    const [tenantId] = this.#keys
    this.#environment.afterCommit(() => forgetAnswers(tenantId, TABLE))
    await this.#environment.query(text, [...this.#keys, ...values])
  }
}
