import { targetOf, type AskedModel } from './fields.ts'
import { lastField, type DomainNode, type TermNode } from './node.ts'
import { toNotation } from './notation.ts'
import { isLike, isRelation } from './operators.ts'
import { phrase, type WordOptions } from './phrases.ts'
import { labelWords, predicateWords, toWords } from './words.ts'
import { valueWords } from './value_words.ts'

/** One chip in the search box. */
export interface Facet {
  readonly label: string
  readonly value: string
  /** The part of the domain that the chip stands for, in Odoo's notation. */
  readonly domain: unknown[]
}

/** The parts of a domain that must all be met, each with its words. */
export function facetsOf(node: DomainNode, options: WordOptions): Facet[] {
  if (node.kind === 'always') return []
  const parts = node.kind === 'and' ? node.children : [node]
  return parts.map((part) => ({ ...labelAndValue(part, options), domain: toNotation(part) }))
}

function labelAndValue(node: DomainNode, options: WordOptions) {
  if (node.kind === 'any' || node.kind === 'notAny') {
    return { label: labelWords(node, options), value: predicateWords(node, options) }
  }
  const alternatives = node.kind === 'or' ? node.children : [node]
  const terms = alternatives.filter((each): each is TermNode => each.kind === 'term')
  const first = terms[0]
  const ofOneField =
    first &&
    terms.length === alternatives.length &&
    terms.every((each) => each.path.join('.') === first.path.join('.'))
  if (!ofOneField) return { label: phrase(options, 'condition'), value: toWords(node, options) }
  const value = terms
    .map((each) => shortWords(each, options))
    .reduce((left, right) => phrase(options, 'or', { left, right }))
  return { label: labelWords(first, options), value }
}

/** After a label, equality needs no verb. */
function shortWords(node: TermNode, options: WordOptions): string {
  const plain = (node.operator === '=' && node.value !== null) || node.operator === 'in'
  return plain ? valueWords(lastField(node), node.value, options) : predicateWords(node, options)
}

/** The records that a domain names by id, by model, so that their titles can be read for `names`. */
export function recordsIn(
  node: DomainNode,
  model: AskedModel,
  found: Map<AskedModel, Set<string>> = new Map()
): Map<AskedModel, Set<string>> {
  if (node.kind === 'and' || node.kind === 'or') {
    for (const child of node.children) recordsIn(child, model, found)
  } else if (node.kind === 'not') recordsIn(node.child, model, found)
  else if (node.kind === 'any' || node.kind === 'notAny') {
    recordsIn(node.child, targetOf(lastField(node)), found)
  } else if (node.kind === 'term' && !isLike(node.operator)) {
    const field = lastField(node)
    const owner = node.path.length > 1 ? targetOf(node.fields[node.path.length - 2]!) : model
    const named = isRelation(field.kind) ? targetOf(field) : owner
    const values = Array.isArray(node.value) ? node.value : [node.value]
    const ids = values.filter((value): value is string => typeof value === 'string')
    if (field.kind === 'id' || isRelation(field.kind)) {
      found.set(named, new Set([...(found.get(named) ?? []), ...ids]))
    }
  }
  return found
}
