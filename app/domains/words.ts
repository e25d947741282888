import type { Field } from './fields.ts'
import {
  lastField,
  type AnyNode,
  type DomainNode,
  type TermNode,
  type TermOperator,
} from './node.ts'
import { isPeriod } from './moments.ts'
import { isMoment } from './operators.ts'
import { phrase, type PhraseKey, type WordOptions } from './phrases.ts'
import { valueWords } from './value_words.ts'

const predicates: Readonly<Record<TermOperator, PhraseKey>> = {
  '=': 'is',
  '!=': 'isNot',
  'in': 'is',
  'not in': 'isNot',
  '<': 'less',
  '<=': 'atMost',
  '>': 'more',
  '>=': 'atLeast',
  'like': 'contains',
  'ilike': 'contains',
  'not like': 'containsNot',
  'not ilike': 'containsNot',
  '=like': 'fits',
  '=ilike': 'fits',
  'child_of': 'orBelow',
  'parent_of': 'orAbove',
}

const momentPredicates: Readonly<Record<string, PhraseKey>> = {
  '<': 'before',
  '<=': 'until',
  '>': 'after',
  '>=': 'since',
}

/** A domain in words: “Status is Lead and Company's industry contains ‘tech’”. */
export function toWords(node: DomainNode, options: WordOptions): string {
  switch (node.kind) {
    case 'always':
    case 'never':
      return phrase(options, node.kind)
    case 'and':
    case 'or': {
      const { kind } = node
      const parts = node.children.map((child) => inner(child, options))
      return parts.reduce((left, right) => phrase(options, kind, { left, right }))
    }
    case 'not':
      return phrase(options, 'not', { condition: toWords(node.child, options) })
    default:
      return phrase(options, 'sentence', {
        label: labelWords(node, options),
        predicate: predicateWords(node, options),
      })
  }
}

function inner(node: DomainNode, options: WordOptions): string {
  const condition = toWords(node, options)
  const joined = node.kind === 'and' || node.kind === 'or'
  return joined ? phrase(options, 'group', { condition }) : condition
}

/** What a condition says about its field: “contains ‘tech’”. */
export function predicateWords(node: TermNode | AnyNode, options: WordOptions): string {
  const field = lastField(node)
  if (node.kind !== 'term') {
    const condition = toWords(node.child, options)
    const some = node.kind === 'any'
    if (isMany(field)) {
      return phrase(options, some ? 'includeOneWhere' : 'includeNoneWhere', { condition })
    }
    return phrase(options, some ? 'isOneWhere' : 'isNotOneWhere', { condition })
  }
  const { operator, value } = node
  if (value === null) {
    const empty = operator === '='
    if (isMany(field)) return phrase(options, empty ? 'areEmpty' : 'areNotEmpty')
    return phrase(options, empty ? 'isEmpty' : 'isNotEmpty')
  }
  const ofMoment = isMoment(field.kind) ? momentPredicates[operator] : undefined
  if (isPeriod(value) && isMoment(field.kind) && (operator === '=' || operator === '!=')) {
    const words = { value: valueWords(field, value, options) }
    return phrase(options, operator === '=' ? 'isIn' : 'isNotIn', words)
  }
  const text = operator.endsWith('like') ? String(value) : valueWords(field, value, options)
  return phrase(options, ofMoment ?? predicates[operator], { value: text })
}

/** The fields of a path in words: “Company's industry”, “Amount of deals”. */
export function labelWords(node: TermNode | AnyNode, options: WordOptions): string {
  return node.fields.slice(1).reduce((owner, field, index) => {
    const part = field.options.label
    if (isMany(node.fields[index]!)) {
      return phrase(options, 'partOfMany', { part, owner: inSentence(owner, options) })
    }
    return phrase(options, 'partOf', { owner, part: inSentence(part, options) })
  }, node.fields[0]!.options.label)
}

function isMany(field: Field): boolean {
  return field.kind === 'one2many' || field.kind === 'many2many'
}

/** English writes a noun small inside a sentence, but not VAT. */
function inSentence(label: string, { locale }: WordOptions): string {
  const abbreviated = /^\p{Lu}{2}/u.test(label)
  if (!locale.startsWith('en') || abbreviated) return label
  return label.charAt(0).toLowerCase() + label.slice(1)
}
