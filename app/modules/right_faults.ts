import { parseDomain } from '../domains/parse.ts'
import { toWords } from '../domains/words.ts'
import { systemAsker } from '../environment/scope.ts'
import { domainFor, fieldNames, operationsOf } from './own_access.ts'
import { Registry } from './registry.ts'

/** Somebody for whom a domain is tried. */
const anybody = {
  ...systemAsker({
    tenantId: '01990000-0000-7000-8000-000000000000',
    userId: '01990000-0000-7000-8000-000000000001',
    locationIds: null,
  }),
  email: 'somebody@example.test',
}

/** Who may administer the tenant is fixed: nobody can lock themselves or the last one out. */
const FIXED = ['memberships', 'access_groups', 'access_rights', 'tenants']

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

/** Why the model of a right is not possible, in a sentence; null where it is. */
export function rightModelFault({ model }: RightText): string | null {
  return FIXED.includes(model)
    ? 'Rights about users, groups and rights are fixed, so that nobody is locked out.'
    : null
}

/** Why the domain of a right cannot be read, in a sentence; null where it can. */
export function rightDomainFault({ kind, model, domain }: RightText): string | null {
  if (kind !== 'give' && kind !== 'limit') {
    return domain ? 'Only rules have a condition. Leave it empty.' : null
  }
  try {
    rightWords(model, domain)
    return null
  } catch (error) {
    return `${(error as Error).message}.`
  }
}

/** Why the fields of a right are not possible, in a sentence; null where they are. */
export function rightFieldsFault({ kind, model, fields }: RightText): string | null {
  const names = fieldNames(fields)
  if (kind !== 'field') return names.length > 0 ? 'Only a right about fields names some.' : null
  const known = modelOf(model)?.allFields ?? {}
  const unknown = names.find((name) => !Object.hasOwn(known, name))
  if (unknown) return `There is no field "${unknown}". Write technical names: phone, mobile.`
  return names.length > 0 ? null : 'Name at least one field.'
}

/** Why what a right is about is not possible, in a sentence; null where it is. */
export function rightOperationsFault(right: RightText): string | null {
  return right.kind !== 'field' && operationsOf(right).length === 0
    ? 'Choose at least one of read, change, create and delete.'
    : null
}

/** The condition of a rule in words. Throws SyntaxError, DomainError. */
export function rightWords(table: string, domain: string | null): string {
  const model = modelOf(table)
  if (!model) throw new Error('These records are not there')
  return toWords(parseDomain(model, domainFor(domain, anybody)), { locale: 'en' })
}

function modelOf(table: string) {
  return Registry.current.models.find((model) => model.table === table)
}
