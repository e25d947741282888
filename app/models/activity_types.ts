import { columnExpression } from '../domains/column.ts'
import { Environment, type Statement } from '../environment/environment.ts'
import { text } from './fields.ts'

/** A kind of activity, as the tenant has it. */
export interface ActivityType {
  id: string
  name: string
  icon: string
  /** In how many days one is due unless told. */
  days: number
  /** What one is called unless told. */
  summary: string | null
  /** Who is to do it unless told; null for whoever plans it. */
  userId: string | null
  nextId: string | null
  /** Whether the next is offered when one is done, or planned by itself. */
  chaining: 'suggest' | 'trigger'
}

const NAME = text({ label: 'Name', translate: true })

/** The name of a type in the language of the asker, in the row that a statement calls `alias`. */
export function typeName(alias: string): string {
  const { language } = Environment.current().asker
  return columnExpression(alias, 'name', { ...NAME, options: { ...NAME.options, language } })
}

/**
 * A statement for the types of activities in the order of the tenant: those in use, and the one with
 * the id `besides`, which may be archived.
 */
export function activityTypes(tenantId: string, besides: string | null = null): Statement {
  return {
    text: `select id, ${typeName('activity_types')} as name, icon, days, summary, user_id as "userId", next_id as "nextId", chaining
      from activity_types where tenant_id = $1 and (active or id = $2) order by sequence, 2, id limit 100`,
    values: [tenantId, besides],
  }
}

/** The types of activities that there are; see `activityTypes`. */
export async function readActivityTypes(besides: string | null = null): Promise<ActivityType[]> {
  const environment = Environment.current()
  const [rows] = await environment.read([activityTypes(environment.asker.tenantId, besides)])
  return rows as unknown as ActivityType[]
}
