import { DomainError } from '../../domains/errors.ts'
import { allOf, anyOf, not, type DomainNode } from '../../domains/node.ts'
import { plainNumber, type DecimalPoint } from '../../domains/number_text.ts'
import { isNumber } from '../../domains/operators.ts'
import type { InputFault } from '../../models/field_input.ts'
import type { EditorField } from './editor_fields.ts'
import { editorOperators } from './operators.ts'
import type { Place, Rule, RuleTerm } from './rules.ts'

/** Rules as a condition, or what is wrong with which of them. */
export interface ReadRules {
  node: DomainNode
  faults: ReadonlyMap<Place, InputFault>
}

interface Reading {
  fields: ReadonlyMap<string, EditorField>
  /** What stands before decimals. */
  point: DecimalPoint
  /** Checks a condition as the asker may ask it. */
  parse: (domain: readonly unknown[]) => DomainNode
}

/** Understands a tree of rules. */
export function domainOfRules(root: Rule, { fields, point, parse }: Reading): ReadRules {
  const faults = new Map<Place, InputFault>()
  return { node: nodeOf(root, '0'), faults }

  function nodeOf(rule: Rule, place: Place): DomainNode {
    if (rule.kind === 'kept') return parse(rule.domain)
    if (rule.kind === 'term') return termOf(rule, place)
    const nodes = rule.rules.map((each, index) => nodeOf(each, `${place}.${index}`))
    if (nodes.length === 0 || rule.match === 'all') return allOf(nodes)
    return rule.match === 'any' ? anyOf(nodes) : not(anyOf(nodes))
  }

  function termOf(rule: RuleTerm, place: Place): DomainNode {
    const field = fields.get(rule.path)?.field
    const operator = field && editorOperators(field).find(({ name }) => name === rule.operator)
    if (!field || !operator) return refuse(place, { key: 'ui.filter.chooseOperator' })
    const wanted = { none: 0, options: 1, days: 2, numbers: 2 }[operator.input as string] ?? 1
    const values = rule.values.filter((value) => value.trim() !== '')
    if (values.length < wanted) return refuse(place, { key: 'ui.error.required' })
    try {
      const typed = values.map((value) => typedValue(field.kind, operator.input, value))
      return parse(operator.write(rule.path, typed))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return refuse(place, error.saying)
    }
  }

  function refuse(place: Place, fault: InputFault): DomainNode {
    faults.set(place, fault)
    return { kind: 'always' }
  }

  function typedValue(kind: string, input: string, value: string): unknown {
    if (input === 'yesNo') return value === 'true'
    if (!isNumber(kind)) return value
    const number = Number(plainNumber(value, point))
    return Number.isFinite(number) ? number : value
  }
}
