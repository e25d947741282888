import type { Domain } from '../../domains/types.ts'
import { domainToUrl } from '../../domains/url.ts'
import type { Model } from '../../models/model.ts'
import type { Kinds } from '../declarations.ts'
import type { ChartType } from '../graph/declaration.ts'
import type { GroupWord, MeasureWord } from '../groups.ts'

/** A report that a module brings. */
export interface ReportDeclaration {
  readonly kind: 'report'
  readonly label: string
  readonly description: string
  readonly model: typeof Model
  readonly domain: readonly unknown[]
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly measures: readonly string[]
  readonly date: string | null
  /** What stands after the question mark of its address. */
  readonly query: string
}

/**
 * A report that everybody has who may see all of it: a named export of `reports.ts`. Nobody changes
 * it; whoever wants it otherwise saves it as a report of their own.
 */
export function report<C extends typeof Model>(
  label: string,
  model: C,
  options: {
    description?: string
    domain?: Domain<InstanceType<C>>
    /** Levels of groups down, the outermost first, and across. */
    rows: readonly GroupWord<InstanceType<C>>[]
    columns?: readonly GroupWord<InstanceType<C>>[]
    measures?: readonly MeasureWord<InstanceType<C>>[]
    /** As a table unless it says otherwise. */
    show?: 'table' | ChartType
    stacked?: boolean
    cumulated?: boolean
    /** Groups by their first figure. */
    order?: 'desc' | 'asc'
    /** So many of the outermost groups. */
    limit?: 3 | 5 | 10 | 20 | 50
    /** The day or moment that the stretch of time of a dashboard is about. */
    date?: Kinds<InstanceType<C>, 'date' | 'datetime'>
  }
): ReportDeclaration {
  const { description = '', rows, columns = [], measures = ['count'], show = 'table' } = options
  const domain = (options.domain ?? []) as readonly unknown[]
  const date: string | null = options.date ?? null
  const parts = {
    show,
    rows: rows.join(',') || 'none',
    columns: columns.join(',') || 'none',
    measures: measures.join(','),
    stacked: options.stacked ? '1' : '',
    cumulated: options.cumulated ? '1' : '',
    order: options.order ?? '',
    limit: String(options.limit ?? ''),
    date: date ?? 'none',
    domain: domain.length > 0 ? domainToUrl(domain) : '',
  }
  const said = Object.entries(parts).filter(([, value]) => value !== '')
  const query = new URLSearchParams(said).toString()
  return { kind: 'report', label, description, model, domain, rows, columns, measures, date, query }
}
