import type { DateTime } from 'luxon'
import type { Field } from './fields.ts'
import type { Operator } from './operators.ts'

export type Scalar = string | number | boolean | null | DateTime
export type Value = Scalar | readonly Scalar[]

/** The operators that are left in a tree: `=?` has been decided, `any` has a node of its own. */
export type TermOperator = Exclude<Operator, '=?' | 'any' | 'not any'>

/** What a path leads through: a name and its declaration for each step. Both have one length. */
interface Path {
  readonly path: readonly string[]
  readonly fields: readonly Field[]
}

export interface TermNode extends Path {
  readonly kind: 'term'
  readonly operator: TermOperator
  readonly value: Value
}

interface Quantified<Kind> extends Path {
  readonly kind: Kind
  readonly child: DomainNode
}

/** Some (or none) of the records behind a relation meet a condition of their own. */
export type AnyNode = Quantified<'any'> | Quantified<'notAny'>

interface Joined<Kind> {
  readonly kind: Kind
  readonly children: readonly DomainNode[]
}

/** A domain that has been checked: every name is declared, every value fits its field. */
export type DomainNode =
  | Joined<'and'>
  | Joined<'or'>
  | { readonly kind: 'not'; readonly child: DomainNode }
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | TermNode
  | AnyNode

/** The field that a path ends in. */
export function lastField(node: Path): Field {
  return node.fields[node.fields.length - 1]!
}

/** All of these hold. Nested `and`s become one, and what always holds is left out. */
export function allOf(nodes: readonly DomainNode[]): DomainNode {
  return joined('and', nodes, 'always', 'never')
}

/** At least one of these holds. */
export function anyOf(nodes: readonly DomainNode[]): DomainNode {
  return joined('or', nodes, 'never', 'always')
}

/** This does not hold. */
export function not(node: DomainNode): DomainNode {
  if (node.kind === 'not') return node.child
  if (node.kind === 'always') return { kind: 'never' }
  if (node.kind === 'never') return { kind: 'always' }
  return { kind: 'not', child: node }
}

function joined(
  kind: 'and' | 'or',
  nodes: readonly DomainNode[],
  neutral: 'always' | 'never',
  decisive: 'always' | 'never'
): DomainNode {
  const children = nodes
    .flatMap((node) => (node.kind === kind ? node.children : [node]))
    .filter((node) => node.kind !== neutral)
  if (children.some((node) => node.kind === decisive)) return { kind: decisive }
  if (children.length === 0) return { kind: neutral }
  return children.length === 1 ? children[0]! : { kind, children }
}

/** How deep the parts of a domain lie inside each other; a single condition is 1 deep. */
export function depthOf(node: DomainNode): number {
  if (node.kind === 'and' || node.kind === 'or') return 1 + Math.max(...node.children.map(depthOf))
  return 'child' in node ? 1 + depthOf(node.child) : 1
}

/** The fields of the records themselves that a domain asks about. */
export function fieldsAsked(node: DomainNode): Set<string> {
  if (node.kind === 'and' || node.kind === 'or') {
    return new Set(node.children.flatMap((child) => [...fieldsAsked(child)]))
  }
  if (node.kind === 'not') return fieldsAsked(node.child)
  return 'path' in node ? new Set([node.path[0]!]) : new Set()
}
