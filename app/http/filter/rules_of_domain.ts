import { isDay, PERIODS } from '../../domains/moments.ts'
import { typedNumber, type DecimalPoint } from '../../domains/number_text.ts'
import { lastField, type DomainNode, type TermNode } from '../../domains/node.ts'
import { toNotation } from '../../domains/notation.ts'
import { isMoment, isRelation } from '../../domains/operators.ts'
import { betweenOf, partsOf } from '../../domains/parts.ts'
import { editorOperators } from './operators.ts'
import { DEEPEST, type Match, type Rule, type RuleGroup } from './rules.ts'

/** A checked domain as the tree of rules that means the same, with numbers as people type them. */
export function rulesOfDomain(node: DomainNode, point: DecimalPoint): RuleGroup {
  const rule = ruleOf(node, point, 1)
  return rule.kind === 'group' ? rule : { kind: 'group', match: 'all', rules: [rule] }
}

function ruleOf(node: DomainNode, point: DecimalPoint, depth: number): Rule {
  const inside = (match: Match, parts: readonly DomainNode[]): Rule =>
    depth > DEEPEST
      ? { kind: 'kept', domain: toNotation(node) }
      : { kind: 'group', match, rules: parts.map((part) => ruleOf(part, point, depth + 1)) }
  switch (node.kind) {
    case 'always':
      return { kind: 'group', match: 'all', rules: [] }
    case 'and':
      return betweenRule(node, point) ?? inside('all', partsOf(node))
    case 'or':
      return inside('any', node.children)
    case 'not':
      return inside('none', node.child.kind === 'or' ? node.child.children : [node.child])
    case 'term':
      return termRule(node, point) ?? { kind: 'kept', domain: toNotation(node) }
    default:
      return { kind: 'kept', domain: toNotation(node) }
  }
}

function betweenRule(node: DomainNode, point: DecimalPoint): Rule | null {
  const between = betweenOf(node)
  if (!between) return null
  const { from, until } = between
  const ends = [from, until].map(({ value }) => value)
  const isShown = from.path.length <= 2 && ends.every((value) => isPlain(from, value))
  return isShown
    ? {
        kind: 'term',
        path: from.path.join('.'),
        operator: 'between',
        values: ends.map((value) => typed(value, point)),
        text: null,
      }
    : null
}

/** The condition in the words of the editor; null where it has none. */
function termRule(node: TermNode, point: DecimalPoint): Rule | null {
  const field = lastField(node)
  if (node.path.length > 2) return null
  const values = [node.value].flat() as unknown[]
  for (const { name, input, write } of editorOperators(field)) {
    const meant = input === 'options' ? values : [node.value]
    const notation = JSON.stringify(write('x', meant))
    if (notation !== JSON.stringify(writtenAs(node)) || !fits(input, node, values)) continue
    const path = node.path.join('.')
    return {
      kind: 'term',
      path,
      operator: name,
      values: input === 'none' ? [] : values.map((value) => typed(value, point)),
      text: null,
    }
  }
  return null
}

function typed(value: unknown, point: DecimalPoint): string {
  return typeof value === 'number' ? typedNumber(String(value), point) : String(value)
}

/** One option is a list of one. */
function writtenAs(node: TermNode): unknown[] {
  const { operator, value } = node
  const isOption = lastField(node).kind === 'selection' && value !== null && !Array.isArray(value)
  if (isOption && operator === '=') return [['x', 'in', [value]]]
  if (isOption && operator === '!=') return [['x', 'not in', [value]]]
  return [['x', operator, value]]
}

function fits(input: string, node: TermNode, values: readonly unknown[]): boolean {
  if (input === 'none') return true
  if (values.some((value) => value === null) || values.length === 0) return false
  if (input === 'options') return true
  if (input === 'period') return Object.hasOwn(PERIODS, String(node.value))
  return values.length === 1 && isPlain(node, values[0])
}

/** Whether a value can stand in an input: no list, and of moments only whole days. */
function isPlain(node: TermNode, value: unknown): boolean {
  const { kind } = lastField(node)
  if (isMoment(kind)) return typeof value === 'string' && isDay(value)
  if (isRelation(kind) && ['=', '!='].includes(node.operator)) return typeof value === 'string'
  return ['string', 'number', 'boolean'].includes(typeof value)
}
