import { DateTime } from 'luxon'
import type { HttpRequest } from '@adonisjs/core/http'
import type { Statement } from '../../environment/environment.ts'
import { isUuid, type Asker } from '../../environment/scope.ts'

/** What may be chosen, besides people and models. */
export const actions = ['insert', 'update', 'delete'] as const
export const kinds = [
  'login',
  'login_failed',
  'logout',
  'session_ended',
  'sessions_ended',
  'password_set',
  'recovery_code_used',
  'email_changed',
  'refused',
  'export',
  'purge',
  'api_key_made',
  'api_key_revoked',
  'impersonation_began',
  'impersonation_ended',
  'module_changed',
  'two_factor_changed',
  'user_changed',
  'user_invited',
] as const
export const channels = [
  'screen',
  'api',
  'job',
  'webhook',
  'command',
  'system',
  'database',
] as const

/** A row of the list of entries. */
export interface EntryRow {
  id: string
  number: string
  happened_at: Date
  kind: string
  user_id: string | null
  user_name: string | null
  impersonator_name: string | null
  channel: string
  cause: string | null
  ip: string | null
  subject: string | null
  table_name: string | null
  record_id: string | null
  details: Record<string, unknown> | null
  undoes: string | null
  undone: boolean
  change_count: number
  summary: {
    table: string
    action: 'insert' | 'update' | 'delete'
    count: number
    id: string
    gone: Record<string, unknown> | null
  }[]
}

const COLUMNS = `
e.id, e.number, e.happened_at, e.kind, e.user_id, m.name as user_name, i.name as impersonator_name,
e.channel, e.cause, e.ip, e.subject, e.table_name, e.record_id, e.details, e.undoes, e.change_count,
exists (select from audit_entries u where u.tenant_id = e.tenant_id and u.undoes = e.id) as undone,
coalesce((select json_agg(json_build_object('table', s.table_name, 'action', s.action, 'count', s.count, 'id', s.id, 'gone', s.gone)
    order by s.place)
  from (select c.table_name, c.action, count(distinct c.record_id)::int as count, min(c.record_id::text) as id,
      min(c.place) as place, (array_agg(c.before order by c.place) filter (where c.action = 'delete'))[1] as gone
    from audit_changes c where c.tenant_id = e.tenant_id and c.entry_id = e.id group by 1, 2) s), '[]') as summary`

const SOURCE = `
from audit_entries e
left join memberships m on m.tenant_id = e.tenant_id and m.id = e.user_id
left join memberships i on i.tenant_id = e.tenant_id and i.id = e.impersonator_id`

const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * What the address asks of the audit log. What makes no sense is left out; but an id is typed by hand,
 * and a slip in it finds nothing and not everything.
 */
export class EntryFilter {
  readonly user: string
  readonly model: string
  readonly record: string
  readonly action: string
  readonly channel: string
  readonly from: string
  readonly to: string
  readonly before: number | null
  #asker: Asker

  constructor(request: HttpRequest, asker: Asker) {
    const given = request.qs() as Record<string, unknown>
    const text = (name: string) => (typeof given[name] === 'string' ? given[name].trim() : '')
    const oneOf = (name: string, all: readonly string[]) =>
      all.includes(text(name)) ? text(name) : ''
    const day = (name: string) =>
      DAY.test(text(name)) && DateTime.fromISO(text(name)).isValid ? text(name) : ''
    this.#asker = asker
    this.user = isUuid(text('user')) ? text('user') : ''
    this.model = /^[a-z][a-z0-9_]*$/.test(text('model')) ? text('model') : ''
    this.record = text('record').slice(0, 100)
    this.action = oneOf('action', [...actions, ...kinds])
    this.channel = oneOf('channel', channels)
    this.from = day('from')
    this.to = day('to')
    const before = Number(text('before'))
    this.before = Number.isSafeInteger(before) && before > 0 ? before : null
  }

  /** The filter as parts of an address, without the page. */
  get params(): [name: string, value: string][] {
    const { user, model, record, action, channel, from, to } = this
    return Object.entries({ user, model, record, action, channel, from, to }).filter(
      ([, value]) => value !== ''
    )
  }

  get isOn(): boolean {
    return this.params.length > 0
  }

  /** Whether something is asked about a record that no record can be. */
  get isRecordWrong(): boolean {
    return this.record !== '' && !isUuid(this.record)
  }

  /** The entries, the newest first. `tables` are those that hold something of the model. */
  statement(tables: readonly string[], limit: number, before = this.before): Statement {
    const values: unknown[] = [this.#asker.tenantId]
    const add = (value: unknown) => `$${values.push(value)}`
    const where = ['e.tenant_id = $1', 'e.number is not null', ...this.#conditions(tables, add)]
    if (before) where.push(`e.number < ${add(before)}`)
    return {
      text: `select ${COLUMNS} ${SOURCE} where ${where.join(' and ')}
        order by e.number desc limit ${Number(limit)}`,
      values,
    }
  }

  #conditions(tables: readonly string[], add: (value: unknown) => string): string[] {
    const conditions: string[] = []
    const change = (condition: string) =>
      `exists (select from audit_changes c where c.tenant_id = e.tenant_id and c.entry_id = e.id and ${condition})`
    if (this.user) {
      const user = add(this.user)
      conditions.push(`(e.user_id = ${user} or e.impersonator_id = ${user})`)
    }
    if (this.model) {
      const names = add(tables.length > 0 ? tables : [this.model])
      conditions.push(
        `(e.table_name = any (${names}) or ${change(`c.table_name = any (${names})`)})`
      )
    }
    if (this.isRecordWrong) conditions.push('false')
    else if (this.record) {
      const id = add(this.record)
      conditions.push(`(e.record_id = ${id} or ${change(`c.record_id = ${id}`)})`)
    }
    if (actions.some((name) => name === this.action)) {
      conditions.push(change(`c.action = ${add(this.action)}`))
    } else if (this.action) conditions.push(`e.kind = ${add(this.action)}`)
    if (this.channel) conditions.push(`e.channel = ${add(this.channel)}`)
    if (this.from) conditions.push(`e.happened_at >= ${add(this.#moment(this.from, 0))}`)
    if (this.to) conditions.push(`e.happened_at < ${add(this.#moment(this.to, 1))}`)
    return conditions
  }

  /** The beginning of a day in the time zone of the asker, so many days later. */
  #moment(day: string, days: number): Date {
    return DateTime.fromISO(day, { zone: this.#asker.timeZone }).plus({ days }).toJSDate()
  }
}

/** One entry by its id. */
export function entryStatement(tenantId: string, id: string): Statement {
  return {
    text: `select ${COLUMNS} ${SOURCE} where e.tenant_id = $1 and e.id = $2 and e.number is not null`,
    values: [tenantId, id],
  }
}

/** The changes of an entry in their order. */
export function changesStatement(tenantId: string, entryId: string, limit: number): Statement {
  return {
    text: `select table_name as "table", record_id as "recordId", action, before, after
      from audit_changes where tenant_id = $1 and entry_id = $2 order by place limit ${Number(limit)}`,
    values: [tenantId, entryId],
  }
}
