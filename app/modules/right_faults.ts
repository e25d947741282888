import { anybody } from '../access/anybody.ts'
import { DomainError, type Saying } from '../domains/errors.ts'
import { parseDomain } from '../domains/parse.ts'
import type { WordOptions } from '../domains/phrases.ts'
import { toWords } from '../domains/words.ts'
import type { Model } from '../models/model.ts'
import { domainFor, fieldNames, operationsOf } from './own_access.ts'
import { Registry } from './registry.ts'

/** Who may administer the tenant is fixed: nobody can lock themselves or the last one out. */
const FIXED = ['memberships', 'invitations', 'access_groups', 'access_rights', 'tenants']

interface RightText {
  kind: string
  model: string
  domain: string | null
  fields: string | null
  reads: boolean
  writes: boolean
  creates: boolean
  deletes: boolean
}

/** Why the model of a right is not possible; null where it is. */
export function rightModelFault({ model }: Pick<RightText, 'model'>): Saying | null {
  return FIXED.includes(model) ? { key: 'ui.rights.fault.fixed' } : null
}

/** Why the domain of a right cannot be read; null where it can. */
export function rightDomainFault({
  kind,
  model: table,
  domain,
}: Pick<RightText, 'kind' | 'model' | 'domain'>): Saying | null {
  if (kind !== 'give' && kind !== 'limit') {
    return domain ? { key: 'ui.rights.fault.noRule' } : null
  }
  const model = modelOf(table)
  if (!model) return { key: 'ui.rights.fault.noModel' }
  try {
    parseDomain(model, domainFor(domain, anybody))
    return null
  } catch (error) {
    if (error instanceof SyntaxError) return { key: 'ui.rights.fault.json' }
    if (!(error instanceof DomainError)) throw error
    return { key: 'ui.rights.fault.domain', values: { reason: error.saying } }
  }
}

/** Why the fields of a right are not possible; null where they are. */
export function rightFieldsFault({ kind, model, fields }: RightText): Saying | null {
  const names = fieldNames(fields)
  if (kind !== 'field') return names.length > 0 ? { key: 'ui.rights.fault.noFieldRight' } : null
  const known = modelOf(model)?.allFields ?? {}
  const unknown = names.find((name) => !Object.hasOwn(known, name))
  if (unknown) {
    const all = Object.keys(known).sort().join(', ')
    return { key: 'ui.rights.fault.noField', values: { name: unknown, all } }
  }
  return names.length > 0 ? null : { key: 'ui.rights.fault.noFields' }
}

/** Why what a right is about is not possible; null where it is. */
export function rightOperationsFault(right: RightText): Saying | null {
  return right.kind !== 'field' && operationsOf(right).length === 0
    ? { key: 'ui.rights.fault.noOperation' }
    : null
}

/** The condition of a rule about a model in words. Throws SyntaxError, DomainError. */
export function rightWords(
  model: typeof Model,
  domain: string | null,
  options: WordOptions
): string {
  return toWords(parseDomain(model, domainFor(domain, anybody)), options)
}

function modelOf(table: string) {
  return Registry.current.models.find((model) => model.table === table)
}
