import { checkOperator } from './check_operator.ts'
import { DomainError, quoted } from './errors.ts'
import { targetOf, type AskedModel } from './fields.ts'
import { allOf, anyOf, depthOf, not, type DomainNode } from './node.ts'
import { resolvePath, type MayAsk } from './path.ts'
import { checkValue } from './values.ts'

export type { DomainNode } from './node.ts'

const DEEPEST = 20
const MOST_TERMS = 200
const MOST_ITEMS = 1000

export interface ParseOptions {
  /** What the asker may not see is refused like a field that does not exist. */
  readonly mayAsk?: MayAsk
}

/** What is shared by a domain and those inside its `any`s. */
interface Parsing extends ParseOptions {
  terms: number
  items: number
}

type Place = readonly number[]

/**
 * Checks a domain in Odoo's prefix notation against the declarations of a model. Throws
 * DomainError for unknown names and operators, values that do not fit, and domains that are more
 * than 20 deep or have more than 200 terms.
 */
export function parseDomain(
  model: AskedModel,
  domain: unknown,
  options: ParseOptions = {}
): DomainNode {
  const node = parseList(model, domain, { ...options, terms: 0, items: 0 }, [])
  if (depthOf(node) > DEEPEST) throw tooDeep()
  return node
}

function parseList(model: AskedModel, domain: unknown, parsing: Parsing, at: Place): DomainNode {
  if (!Array.isArray(domain)) throw new DomainError('list', { value: quoted(domain) }, at)
  if (at.length > 2 * DEEPEST) throw tooDeep()
  parsing.items += domain.length
  if (parsing.items > MOST_ITEMS) throw new DomainError('long', {}, at)
  let position = 0

  const operand = (): DomainNode => {
    const place = [...at, position]
    const item: unknown = domain[position]
    position += 1
    if (item === '!') return not(following('!'))
    if (item === '&') return allOf([following('&'), following('&')])
    if (item === '|') return anyOf([following('|'), following('|')])
    if (Array.isArray(item)) return parseTerm(model, item, parsing, place)
    throw new DomainError('operand', { value: quoted(item) }, place)
  }
  const following = (connective: string): DomainNode => {
    if (position < domain.length) return operand()
    throw new DomainError('lacking', { connective }, [...at, position])
  }

  const parts: DomainNode[] = []
  while (position < domain.length) parts.push(operand())
  return allOf(parts)
}

function parseTerm(
  model: AskedModel,
  term: readonly unknown[],
  parsing: Parsing,
  at: Place
): DomainNode {
  parsing.terms += 1
  if (parsing.terms > MOST_TERMS) {
    throw new DomainError('terms', { most: MOST_TERMS }, at)
  }
  if (term.length !== 3) {
    throw new DomainError('term', { count: term.length }, at)
  }
  const [name, written, value] = term
  const constant = parseConstant(name, written, value)
  if (constant) return constant
  if (typeof name !== 'string') {
    throw new DomainError('termName', { value: quoted(name) }, at)
  }
  const resolved = resolvePath(model, name, parsing.mayAsk, at)
  const { path, fields } = resolved
  const operator = checkOperator(name, written, resolved, parsing.mayAsk, at)
  const field = fields[fields.length - 1]!
  if (operator === 'any' || operator === 'not any') {
    const child = parseList(targetOf(field), value, parsing, [...at, 2])
    return { kind: operator === 'any' ? 'any' : 'notAny', path, fields, child }
  }
  if (operator === '=?' && (value === null || value === false)) return { kind: 'always' }
  const kept = operator === '=?' ? '=' : operator
  const checked = checkValue(value, { name, field, operator: kept, at: [...at, 2] })
  return { kind: 'term', path, fields, operator: kept, value: checked }
}

/** Odoo's `[1, '=', 1]` always holds and `[0, '=', 1]` never does. */
function parseConstant(left: unknown, operator: unknown, right: unknown): DomainNode | null {
  if (operator !== '=' || right !== 1) return null
  if (left === 1) return { kind: 'always' }
  return left === 0 ? { kind: 'never' } : null
}

function tooDeep() {
  return new DomainError('deep', { deepest: DEEPEST })
}
