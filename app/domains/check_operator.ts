import { DomainError, quoted, wording } from './errors.ts'
import { targetOf, type AskedModel, type Kind } from './fields.ts'
import { isLike, isRelation, operatorsOf, spokenOperators, type Operator } from './operators.ts'
import type { MayAsk, ResolvedPath } from './path.ts'
import { isSearchedComputed, searchedParts, treeOf } from './searchable.ts'

/** The operator, if the field that the path ends in knows it. Throws DomainError. */
export function checkOperator(
  name: string,
  operator: unknown,
  resolved: ResolvedPath,
  mayAsk: MayAsk | undefined,
  at: readonly number[]
): Operator {
  const { path, fields, model } = resolved
  const last = path.length - 1
  const field = fields[last]!
  const kind = field.kind as Kind
  if (!Object.hasOwn(operatorsOf, kind)) {
    throw new DomainError('notAsked', { name: quoted(name) }, at)
  }
  if (kind === 'computed' && !isSearchedComputed(field)) {
    const parts = (field.options.depends ?? []).map(quoted)
    if (parts.length === 0) throw new DomainError('computed', { name: quoted(name) }, at)
    const only = parts.reduce((left, right) => wording('or', { left, right }))
    throw new DomainError('computedOnly', { name: quoted(name), parts: only }, at)
  }
  const known = operatorsOf[kind].find((each) => each === operator)
  if (!known) {
    throw new DomainError(
      'operator',
      { name: quoted(name), operators: spokenOperators(kind), operator: quoted(operator) },
      [...at, 1]
    )
  }
  const askable = (owner: AskedModel, names: readonly string[]) =>
    names.length > 0 &&
    names.every((each) => mayAsk?.(owner.allFields[each]!, owner, each) !== false)

  if (isLike(known)) {
    const owner = isRelation(kind) ? targetOf(field) : model
    const parts = searchedParts(owner, isRelation(kind) ? owner.titleField : path[last]!)
    if (!askable(owner, parts)) {
      throw new DomainError('noText', { name: quoted(name) }, at)
    }
  }
  if (known === 'child_of' || known === 'parent_of') {
    const tree = treeOf(model, path[last]!, field)
    if (!tree || !askable(tree.model, [tree.parent])) {
      throw new DomainError('noTree', { name: quoted(name), operator: known }, at)
    }
  }
  return known
}
