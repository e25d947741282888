import { targetOf, type AskedModel } from './fields.ts'
import { lastField, type DomainNode, type TermNode } from './node.ts'
import { toNotation } from './notation.ts'
import { isLike, isRelation } from './operators.ts'
import { betweenOf, choicesOf, partsOf } from './parts.ts'
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
  return partsOf(node).map((part) => ({
    ...labelAndValue(part, options),
    domain: toNotation(part),
  }))
}

function labelAndValue(part: DomainNode, options: WordOptions) {
  if (part.kind === 'any' || part.kind === 'notAny') {
    return { label: labelWords(part, options), value: predicateWords(part, options) }
  }
  const choices = choicesOf(part)
  const fields = choices.map((choice) => betweenOf(choice)?.from ?? choice)
  const first = fields[0]
  const ofOneField =
    first?.kind === 'term' &&
    fields.every((each) => each.kind === 'term' && each.path.join('.') === first.path.join('.'))
  if (!ofOneField) return { label: phrase(options, 'condition'), value: toWords(part, options) }
  const value = choices
    .map((choice) => shortWords(choice, options))
    .reduce((left, right) => phrase(options, 'or', { left, right }))
  return { label: labelWords(first, options), value }
}

/** After a label, equality needs no verb. */
function shortWords(node: DomainNode, options: WordOptions): string {
  const between = betweenOf(node)
  if (between) {
    const { from, until } = between
    return phrase(options, 'between', {
      from: valueWords(lastField(from), from.value, options),
      until: valueWords(lastField(until), until.value, options),
    })
  }
  const term = node as TermNode
  const plain = (term.operator === '=' && term.value !== null) || term.operator === 'in'
  return plain ? valueWords(lastField(term), term.value, options) : predicateWords(term, options)
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
