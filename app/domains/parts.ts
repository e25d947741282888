import { allOf, anyOf, lastField, type DomainNode, type TermNode } from './node.ts'
import { toNotation } from './notation.ts'
import { isMoment, isNumber } from './operators.ts'

/** From one value up to another, both included. */
export interface Between {
  readonly from: TermNode
  readonly until: TermNode
}

/**
 * The parts of a domain that must all be met. A least and a greatest value of one field are one
 * part.
 */
export function partsOf(node: DomainNode): DomainNode[] {
  if (node.kind === 'always') return []
  const parts = node.kind === 'and' ? [...node.children] : [node]
  for (const [index, part] of parts.entries()) {
    if (!isBound(part, '>=')) continue
    const end = parts.findIndex((other) => isBound(other, '<=') && isSamePath(part, other))
    if (end === -1) continue
    parts[index] = { kind: 'and', children: [part, parts[end]!] }
    parts.splice(end, 1)
  }
  return parts
}

/** The two ends of a part that is a range. */
export function betweenOf(node: DomainNode): Between | null {
  if (node.kind !== 'and' || node.children.length !== 2) return null
  const [from, until] = node.children as [DomainNode, DomainNode]
  return isBound(from, '>=') && isBound(until, '<=') && isSamePath(from, until)
    ? { from, until }
    : null
}

/** The choices of a part, one of which must be met; a list of values is one choice. */
export function choicesOf(part: DomainNode): readonly DomainNode[] {
  return part.kind === 'or' ? part.children : [part]
}

/**
 * The domain with one more condition. Where a part says already which values of the field are
 * looked for, the new value is a further choice of that part.
 */
export function withChoice(domain: DomainNode, added: DomainNode): DomainNode {
  const parts = partsOf(domain)
  const path = pathOfChoice(added)
  const at = parts.findIndex((part) =>
    choicesOf(part).every((choice) => path !== null && pathOfChoice(choice) === path)
  )
  if (at === -1) return allOf([...parts, added])
  const choices = choicesOf(parts[at]!)
  return allOf(parts.with(at, isAmong(added, choices) ? parts[at]! : joined(choices, added)))
}

/** The domain without one of the choices of a part; see `withChoice`. */
export function withoutChoice(domain: DomainNode, removed: DomainNode): DomainNode {
  return allOf(
    partsOf(domain).flatMap((part) => {
      const choices = choicesOf(part)
      if (!isAmong(removed, choices)) return [part]
      const others = choices.filter((choice) => !isSame(choice, removed))
      return others.length > 0 ? [anyOf(others)] : []
    })
  )
}

/** Whether a condition is one of the choices of a part of the domain. */
export function hasChoice(domain: DomainNode, choice: DomainNode): boolean {
  return partsOf(domain).some((part) => isAmong(choice, choicesOf(part)))
}

/** Equal values of one field are a list; everything else stands side by side. */
function joined(choices: readonly DomainNode[], added: DomainNode): DomainNode {
  const all = [...choices, added]
  const equal = all.filter(isEqual)
  if (equal.length < 2) return anyOf(all)
  const value = [...new Set(equal.flatMap((term) => term.value as TermNode['value'][]))]
  const list = { ...equal[0]!, operator: 'in', value } as TermNode
  return anyOf([list, ...all.filter((choice) => !isEqual(choice))])
}

function isEqual(node: DomainNode): node is TermNode {
  if (node.kind !== 'term' || isMoment(lastField(node).kind)) return false
  return node.operator === '=' || node.operator === 'in'
}

/** The field whose values a condition looks for; null for conditions of other kinds. */
function pathOfChoice(node: DomainNode): string | null {
  const between = betweenOf(node)
  if (between) return between.from.path.join('.')
  if (node.kind !== 'term' || !['=', 'in', 'ilike', 'like'].includes(node.operator)) return null
  return node.path.join('.')
}

function isBound(node: DomainNode, operator: '>=' | '<='): node is TermNode {
  if (node.kind !== 'term' || node.operator !== operator) return false
  const { kind } = lastField(node)
  return isMoment(kind) || isNumber(kind)
}

function isSamePath(one: DomainNode, other: DomainNode): boolean {
  return 'path' in one && 'path' in other && one.path.join('.') === other.path.join('.')
}

function isAmong(node: DomainNode, choices: readonly DomainNode[]): boolean {
  return choices.some((choice) => isSame(choice, node))
}

function isSame(one: DomainNode, other: DomainNode): boolean {
  return JSON.stringify(toNotation(one)) === JSON.stringify(toNotation(other))
}
