import type { DataSet } from '../models/data.ts'
import { Model } from '../models/model.ts'
import type { Extension } from './extensions.ts'
import type { LoadedModule } from './loader.ts'
import type { Term } from './terms.ts'
import { translatedField, translatedItems, translatedModule, translatedTree } from './translated.ts'

/** Under which name the host's own texts stand beside those of modules. */
export const HOST = 'host'

/** What the host declares for every model and screen. */
const OF_HOST = ['Custom fields']

/**
 * Every text that modules declare and people read, by the module that declares it: what a
 * `terms.json` has to translate. Fields that every record has are the host's.
 */
export function declaredTerms(modules: readonly LoadedModule[]): Map<string, Set<string>> {
  const declared = new Map([[HOST, new Set(OF_HOST)]])
  const noteFor = (name: string): Term => {
    const texts = declared.get(name) ?? new Set<string>()
    declared.set(name, texts)
    return (text) => {
      if (text !== '') texts.add(text)
      return text
    }
  }
  for (const module of modules) noteModule(module, noteFor(module.name), noteFor(HOST))
  return declared
}

function noteModule(module: LoadedModule, note: Term, noteOfHost: Term) {
  translatedModule(module, note)
  for (const model of module.models) {
    note(model.label.one)
    note(model.label.many)
    for (const [name, field] of Object.entries(model.ownFields)) {
      translatedField(field, Object.hasOwn(Model.ownFields, name) ? noteOfHost : note)
    }
  }
  for (const set of module.data) noteRecords(set, note)
  for (const view of module.views) translatedTree(view.tree, note)
  for (const { label, tree } of Object.values(module.dashboards)) {
    note(label)
    translatedTree(tree, note)
  }
  for (const { label, description } of Object.values(module.reports)) {
    note(label)
    if (description) note(description)
  }
  for (const { extensions } of module.extensions) {
    for (const extension of extensions) noteExtension(extension, note)
  }
}

/** The texts of shipped records that are kept in several languages. */
function noteRecords({ model, records }: DataSet, note: Term) {
  for (const values of Object.values(records)) {
    for (const [name, value] of Object.entries(values)) {
      if (model.ownFields[name]?.options.translate && typeof value === 'string') note(value)
    }
  }
}

function noteExtension(extension: Extension, note: Term) {
  if (extension.kind === 'fields') {
    for (const field of Object.values(extension.fields)) translatedField(field, note)
  } else if (extension.kind === 'menu-extension') {
    translatedItems(extension.items, note)
  } else if (extension.kind === 'view-extension') {
    translatedTree(extension.changes, note)
    if (extension.search) translatedTree(extension.search, note)
  }
}
