import type { DateTime } from 'luxon'
import { canMatch } from './evaluate.ts'
import { daysOf, spanOf, type Clock } from './moments.ts'
import { lastField, type DomainNode, type Scalar, type TermNode } from './node.ts'
import { isLike, isMoment, isNumber, positiveOf } from './operators.ts'
import type { Comparison, TextTest } from './text_test.ts'

/** The ids of the records that a term through a many2one finds behind it. */
export type IdsBehind = (term: TermNode) => readonly string[]

/**
 * Whether a form can answer a domain: about stored values of the record, and about a value of a record
 * that one of its many2one leads to.
 */
export function isAnswerable(node: DomainNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.children.every(isAnswerable)
  if (node.kind === 'not') return isAnswerable(node.child)
  if (node.kind === 'term' && node.path.length === 2) return node.fields[0]!.kind === 'many2one'
  return canMatch(node) && (node.kind !== 'term' || lastField(node).kind !== 'computed')
}

/** The terms of a domain that look behind a many2one. */
export function termsBehind(node: DomainNode): TermNode[] {
  if (node.kind === 'and' || node.kind === 'or') return node.children.flatMap(termsBehind)
  if (node.kind === 'not') return termsBehind(node.child)
  return node.kind === 'term' && node.path.length === 2 ? [node] : []
}

/** A domain about the texts of a form, with words such as `today` understood at this time. */
export function textTest(node: DomainNode, clock: Clock, idsBehind: IdsBehind): TextTest {
  const inner = (child: DomainNode) => textTest(child, clock, idsBehind)
  if (node.kind === 'always' || node.kind === 'never') return node.kind === 'always'
  if (node.kind === 'and') return { all: node.children.map(inner) }
  if (node.kind === 'or') return { any: node.children.map(inner) }
  if (node.kind === 'not') return { not: inner(node.child) }
  if (node.kind !== 'term') throw new Error('A form cannot look behind relations of many')
  const positive = positiveOf(node.operator)
  if (positive) return { not: inner({ ...node, operator: positive }) }
  if (node.path.length === 2) return behindTest(node, idsBehind)
  return termTest(node, clock)
}

/** A link to nothing has no value, which is what is asked for where the value is null. */
function behindTest(node: TermNode, idsBehind: IdsBehind): TextTest {
  const asksNothing = [node.value].flat().includes(null)
  const values = [...idsBehind(node), ...(asksNothing ? [null] : [])]
  return { name: node.path[0]!, as: 'text', op: '=', values }
}

function termTest(node: TermNode, clock: Clock): TextTest {
  const name = node.path[0]!
  const { kind } = lastField(node)
  const as = kind === 'boolean' ? 'boolean' : isNumber(kind) ? 'number' : 'text'
  const { operator, value } = node
  if (isMoment(kind) && value !== null) return momentTest(name, kind, node, clock)
  if (operator === 'in') return { name, as, op: '=', values: value as readonly Text[] }
  const asked = isLike(operator) ? String(value) : (value as Text)
  return { name, as, op: operator as Comparison, values: [asked] }
}

type Text = Exclude<Scalar, DateTime>

function momentTest(name: string, kind: string, node: TermNode, clock: Clock): TextTest {
  const value = node.value as string | DateTime
  const span = kind === 'date' ? daysOf(value, clock) : spanOf(value, clock)
  const format = kind === 'date' ? 'yyyy-MM-dd' : `yyyy-MM-dd'T'HH:mm`
  const write = (moment: DateTime) => moment.setZone(clock.timeZone).toFormat(format)
  const [start, end] = [write(span.start), write(span.end)]
  const term = (op: Comparison, at: string): TextTest => ({ name, as: 'text', op, values: [at] })
  const operator = node.operator as '=' | '<' | '<=' | '>' | '>='
  if (start === end) return term(operator, start)
  if (operator === '=') return { all: [term('>=', start), term('<', end)] }
  if (operator === '<' || operator === '>=') return term(operator, start)
  return operator === '<=' ? term('<', end) : term('>=', end)
}
