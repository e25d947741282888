import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import { groupsKey } from '../menu.ts'

/** How a record is made that a many2one is to lead to. */
export interface NewOption {
  /** Address of the form of a new record. */
  href: string
  /** Name of the field that takes what was typed; null where a name is not typed. */
  title: string | null
  /** Whether its name is all that a new record needs. */
  isQuick: boolean
}

const known = new WeakMap<Registry, Map<string, NewOption | null>>()

/** How somebody makes a record for a many2one; null for who may not, or where it has no form. */
export function newOption(
  registry: Registry,
  asker: Pick<Asker, 'groups'>,
  field: Field
): NewOption | null {
  const target = targetOf(field) as unknown as typeof Model
  let options = known.get(registry)
  if (!options) known.set(registry, (options = new Map()))
  const key = `${target.table} ${groupsKey(asker)}`
  let option = options.get(key)
  if (option === undefined) options.set(key, (option = optionFor(registry, target)))
  return option
}

function optionFor({ access, home }: Registry, target: typeof Model): NewOption | null {
  const screen = home.get(target)
  if (!screen?.form) return null
  const records = new Records(target, access)
  if (!records.allows('create')) return null
  const { writable } = records
  const title = writable.get(target.titleField)?.kind === 'text' ? target.titleField : null
  return { href: `${screen.href}/new`, title, isQuick: nameOfNew(records) !== null }
}

/**
 * The field that takes the name of a new record where the asker may make one, and its name is all
 * that it needs; null otherwise.
 */
export function nameOfNew(records: Records<typeof Model>): string | null {
  const { writable, model } = records
  const title = model.titleField
  if (!records.allows('create') || writable.get(title)?.kind !== 'text') return null
  const isAsked = ([name, { kind, options }]: [string, Field]) =>
    name !== title && options.required && options.default === undefined && kind !== 'boolean'
  return [...writable].some(isAsked) ? null : title
}
