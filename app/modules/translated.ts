import type { AccessDeclaration } from '../access/declarations.ts'
import type { AccessGroup } from '../access/groups.ts'
import type { Field } from '../domains/fields.ts'
import type { SearchTree } from '../views/declarations.ts'
import type { Menu } from '../views/menus.ts'
import type { LoadedModule } from './loader.ts'
import type { Term } from './terms.ts'

/** Members of declarations whose texts people read. */
const READ = new Set(['label', 'title', 'help'])

/** A module with the texts of its manifest, menu, groups and rules in another language. */
export function translatedModule(module: LoadedModule, term: Term): LoadedModule {
  const { manifest, menu, groups, access, tiles, printouts } = module
  return {
    ...module,
    manifest: {
      ...manifest,
      title: term(manifest.title),
      summary: term(manifest.summary),
      category: term(manifest.category),
    },
    menu: menu && translatedMenu(menu, term),
    tiles: Object.fromEntries(
      Object.entries(tiles).map(([name, tile]) => [name, { ...tile, label: term(tile.label) }])
    ),
    printouts: printouts.map((printout) => ({
      ...printout,
      label: term(printout.label),
      texts: translatedValues(printout.texts, term),
    })),
    groups: groups.map((group) => translatedGroup(group, term)),
    access: access.map((declaration) => translatedDeclaration(declaration, term)),
  }
}

/**
 * A field with its label, help and options in another language; those of tenants stay as they are.
 * Options that are found out when they are asked for know the language by themselves.
 */
export function translatedField(field: Field, term: Term): Field {
  const declared = Object.getOwnPropertyDescriptors(field.options)
  if (declared.custom?.value) return field
  const { label, help, options } = declared
  const translated = {
    label: term(label.value as string),
    ...(help?.value ? { help: term(help.value as string) } : {}),
    ...(options?.value ? { options: translatedValues(options.value, term) } : {}),
  }
  const own = Object.defineProperties(
    {},
    { ...declared, ...Object.getOwnPropertyDescriptors(translated) }
  )
  return { ...field, options: own as Field['options'] }
}

/** The tree of a view with all labels, titles and helps in it in another language. */
export function translatedTree<Tree>(tree: Tree, term: Term): Tree {
  const translated = translatedParts(tree, term) as Tree
  const { filters } = translated as Partial<SearchTree>
  if (!filters) return translated
  const named = Object.entries(filters).map(([name, [label, domain]]) => [
    name,
    [term(label), domain],
  ])
  return { ...translated, filters: Object.fromEntries(named) as SearchTree['filters'] }
}

function translatedParts(part: unknown, term: Term): unknown {
  if (Array.isArray(part)) return part.map((each) => translatedParts(each, term))
  if (!isPlain(part)) return part
  const entries = Object.entries(part).map(([name, value]) => [
    name,
    READ.has(name) && typeof value === 'string' ? term(value) : translatedParts(value, term),
  ])
  return Object.fromEntries(entries)
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}

function translatedMenu(menu: Menu, term: Term): Menu {
  return { ...menu, label: term(menu.label), items: translatedItems(menu.items, term) }
}

/** Entries of a menu in another language. */
export function translatedItems(items: Menu['items'], term: Term): Menu['items'] {
  const translated = Object.entries(items).map(([key, item]) => [
    key,
    { ...item, label: term(item.label) },
  ])
  return Object.fromEntries(translated) as Menu['items']
}

function translatedGroup(group: AccessGroup, term: Term): AccessGroup {
  return { ...group, title: term(group.title), role: group.role && term(group.role) }
}

function translatedDeclaration(declaration: AccessDeclaration, term: Term): AccessDeclaration {
  if (declaration.kind === 'record-rule') return { ...declaration, title: term(declaration.title) }
  return declaration
}

function translatedValues(values: Readonly<Record<string, string>>, term: Term) {
  return Object.fromEntries(Object.entries(values).map(([key, label]) => [key, term(label)]))
}
