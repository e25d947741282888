import type { Detail } from './contribution.ts'
import { detail } from './essence.ts'

/**
 * What the tree of a view says, part by part: columns, sections, tabs, filters, each under the names
 * that lead to it.
 */
export function treeDetails(tree: object): Detail[] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) => {
    if (isEmpty(value)) return []
    if (isListOfParts(value)) return value.flatMap((part) => partDetails(part, name))
    if (!isRecord(value)) return [detail(name, value, textOf(value))]
    return Object.entries(value).map(([key, each]) => detail(`${name} › ${key}`, each))
  })
}

/** A part, and those inside. */
function partDetails(part: string | object, above: string): Detail[] {
  const path = `${above} › ${nameOf(part)}`
  if (typeof part === 'string') return [detail(path, part)]
  const { items, ...own } = part as { items?: unknown }
  const inside = isListOfParts(items) ? items : []
  return [detail(path, own), ...inside.flatMap((each) => partDetails(each, path))]
}

function nameOf(part: string | object): string {
  if (typeof part === 'string') return part
  const { title, name, label, kind } = part as Partial<Record<string, string>>
  return title ?? name ?? label ?? kind ?? ''
}

/** Names and parts that have one; a condition is neither. */
function isListOfParts(value: unknown): value is (string | object)[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each) => typeof each === 'string' || (isRecord(each) && nameOf(each) !== ''))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'function' ? undefined : JSON.stringify(value)
}
