import { DomainError, quoted } from './errors.ts'
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
    throw new DomainError(`${quoted(name)} cannot be asked about`, at)
  }
  if (kind === 'computed' && !isSearchedComputed(field)) {
    const parts = field.options.depends?.map(quoted).join(' or ')
    throw new DomainError(
      `${quoted(name)} is computed and cannot be asked about${parts ? `, only ${parts}` : ''}`,
      at
    )
  }
  const known = operatorsOf[kind].find((each) => each === operator)
  if (!known) {
    throw new DomainError(
      `${quoted(name)} knows ${spokenOperators(kind)}, not ${quoted(operator)}`,
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
      throw new DomainError(`${quoted(name)} holds no text to search in`, at)
    }
  }
  if (known === 'child_of' || known === 'parent_of') {
    const tree = treeOf(model, path[last]!, field)
    if (!tree || !askable(tree.model, [tree.parent])) {
      throw new DomainError(`${quoted(name)} has no tree for ${known}`, at)
    }
  }
  return known
}
