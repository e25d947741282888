import { DateTime } from 'luxon'
import { DomainError, quoted } from './errors.ts'
import type { Clock } from './moments.ts'
import { daysOf, spanOf } from './moments.ts'
import { lastField, type DomainNode, type Scalar, type TermNode } from './node.ts'
import { isLike, isList, isMoment, isNumber, isRelation, positiveOf } from './operators.ts'
import { fitsPattern } from './patterns.ts'

/** A record as a plain object: fields under their names, a many2one as `company` or `companyId`. */
export type PlainRecord = Readonly<Record<string, unknown>>

/** Whether a domain can be answered from a record alone, without asking for others. */
export function canMatch(node: DomainNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.children.every(canMatch)
  if (node.kind === 'not') return canMatch(node.child)
  if (node.kind !== 'term') return node.kind === 'always' || node.kind === 'never'
  const { kind } = lastField(node)
  if (node.path.length > 1 || kind === 'one2many' || kind === 'many2many') return false
  if (node.operator === 'child_of' || node.operator === 'parent_of') return false
  return !(isRelation(kind) && isLike(node.operator))
}

/**
 * Whether a record meets a domain, with the meaning that the database gives it. Only the record's
 * own values are looked at: throws DomainError where `canMatch` says no.
 */
export function matches(
  node: DomainNode,
  record: PlainRecord,
  clock: Clock = { now: DateTime.utc(), timeZone: 'UTC' }
): boolean {
  switch (node.kind) {
    case 'always':
      return true
    case 'never':
      return false
    case 'and':
      return node.children.every((child) => matches(child, record, clock))
    case 'or':
      return node.children.some((child) => matches(child, record, clock))
    case 'not':
      return !matches(node.child, record, clock)
    default:
      if (node.kind === 'term' && canMatch(node)) return matchesTerm(node, record, clock)
      throw new DomainError('alone', { path: quoted(node.path.join('.')) })
  }
}

function matchesTerm(node: TermNode, record: PlainRecord, clock: Clock): boolean {
  const positive = positiveOf(node.operator)
  if (positive) {
    return !matchesTerm({ ...node, operator: positive }, record, clock)
  }
  const field = lastField(node)
  const name = node.path[0]!
  const actual = actualValue(field.kind, name, field.options.depends, record)
  const { operator, value } = node
  if (isLike(operator)) return matchesText(actual, operator, String(value))
  if (isList(operator)) return (value as readonly Scalar[]).includes(actual as Scalar)
  if (value === null || actual === null) return value === actual
  if (isMoment(field.kind)) return matchesMoment(actual, field.kind, node, clock)
  if (operator === '=') return actual === value
  return inOrder(Number(actual), operator, Number(value))
}

/** The value as domains write it: null where there is none, ids and numbers as such. */
function actualValue(
  kind: string,
  name: string,
  parts: readonly string[] | undefined,
  record: PlainRecord
): unknown {
  if (kind === 'computed') {
    return (parts ?? [])
      .map((part) => record[part] ?? null)
      .filter((part) => part !== null)
      .join(' ')
  }
  const value = (kind === 'many2one' ? record[`${name}Id`] : undefined) ?? record[name] ?? null
  if (kind === 'boolean') return value === true
  if (value === null) return null
  if (isNumber(kind)) return Number(value)
  if (kind === 'id' || kind === 'many2one') return String(value).toLowerCase()
  return value
}

function matchesText(actual: unknown, operator: string, value: string): boolean {
  if (operator === 'like' || operator === 'ilike') {
    if (value === '') return true
    if (typeof actual !== 'string') return false
    if (operator === 'like') return actual.includes(value)
    return actual.toLowerCase().includes(value.toLowerCase())
  }
  if (typeof actual !== 'string') return false
  if (operator === '=like') return fitsPattern(actual, value)
  return fitsPattern(actual.toLowerCase(), value.toLowerCase())
}

function matchesMoment(actual: unknown, kind: string, node: TermNode, clock: Clock): boolean {
  const value = node.value as string | DateTime
  const { start, end } = kind === 'date' ? daysOf(value, clock) : spanOf(value, clock)
  if (kind === 'date') return inSpan(dayOf(actual), node.operator, dayOf(start), dayOf(end))
  return inSpan(momentOf(actual, clock.timeZone), node.operator, +start, +end)
}

function dayOf(value: unknown): string {
  if (DateTime.isDateTime(value)) return String(value.toISODate())
  if (value instanceof Date) return String(DateTime.fromJSDate(value).toISODate())
  return String(value).slice(0, 10)
}

function momentOf(value: unknown, zone: string): number {
  if (DateTime.isDateTime(value) || value instanceof Date) return +value
  return +DateTime.fromISO(String(value), { zone })
}

function inSpan<T extends string | number>(at: T, operator: string, start: T, end: T): boolean {
  if (start === end) return operator === '=' ? at === start : inOrder(at, operator, start)
  if (operator === '=') return at >= start && at < end
  if (operator === '<') return at < start
  if (operator === '<=') return at < end
  return operator === '>' ? at >= end : at >= start
}

function inOrder<T extends string | number>(left: T, operator: string, right: T): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}
