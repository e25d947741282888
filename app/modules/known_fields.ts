import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'
import type { ModelCatalogue } from '../models/catalogue.ts'
import type { ModelExtension } from '../models/extension.ts'
import type { Model } from '../models/model.ts'
import type { Tile } from '../views/dashboards/declaration.ts'
import type { SearchTree, View } from '../views/declarations.ts'
import type { ViewExtension } from '../views/extension.ts'
import type { MenuExtension } from '../views/menus.ts'
import type { LoadedModule } from './loader.ts'
import { NamedFields, type NamedField } from './named_fields.ts'

/** An extension without what cannot be done, and why it cannot. */
export interface Checked<E> {
  sound: E
  faults: Saying[]
}

/** Looks through extensions for fields that their models do not have in a house. */
export class KnownFields {
  #named: NamedFields
  #modules: ReadonlyMap<string, LoadedModule>
  #onDisk: readonly LoadedModule[]

  /** `modules` are those in force, `onDisk` all that there are. */
  constructor(
    catalogue: ModelCatalogue,
    modules: readonly LoadedModule[],
    onDisk: readonly LoadedModule[]
  ) {
    this.#named = new NamedFields((model) => catalogue.fieldsOf(model as typeof Model))
    this.#modules = new Map(modules.map((module) => [module.name, module]))
    this.#onDisk = onDisk
  }

  /** What is wrong with the views, tiles and dashboards of a module, by the names of their exports. */
  ofModule({ views, viewNames, tiles, dashboards }: LoadedModule): Saying[] {
    const inTile = (name: string, tile: Tile) =>
      this.#fault(name, this.#named.inItems(null, [{ ...tile, name }]))
    const faults = [
      ...views.map((view) =>
        this.#fault(viewNames.get(view) ?? view.kind, this.#named.inView(view))
      ),
      ...Object.entries(tiles).map(([name, tile]) => inTile(name, tile)),
      ...Object.values(dashboards).flatMap(({ tree }) =>
        tree.tiles.map((tile) => inTile(tile.name, tile))
      ),
    ]
    return faults.filter((fault) => fault !== null)
  }

  /** What is wrong with an extension of a model, or null. */
  faultOf(extension: ModelExtension): Saying | null {
    const { kind, model } = extension
    if (kind === 'constraint' || kind === 'on-change') {
      return this.#fault(kind, this.#named.inWords(model, extension.fields))
    }
    if (kind === 'compute') {
      const { field, depends } = extension
      return this.#fault(kind, this.#named.inWords(model, [field, ...depends]))
    }
    if (kind !== 'fields') return null
    const faults = Object.entries(extension.fields).map(([name, field]) => {
      const inverse = 'inverse' in field ? [String(field.inverse)] : []
      return this.#fault(`fields.${name}`, [
        ...this.#named.inWords(model, field.options.depends ?? []),
        ...this.#named.inTargetOf(model, name, inverse),
      ])
    })
    return faults.find((fault) => fault !== null) ?? null
  }

  /** An extension of a view: changes, filters and the like that name unknown fields are left out whole. */
  ofView(extension: ViewExtension): Checked<ViewExtension> {
    const { view, changes, search } = extension
    const model = 'model' in view ? (view as View<never>).model : null
    const faults: Saying[] = []
    const isSound = (place: string, named: readonly NamedField[]) => {
      const fault = this.#fault(place, named)
      if (fault) faults.push(fault)
      return fault === null
    }
    const sound = {
      ...extension,
      changes: changes.filter(({ position, anchor, items }) =>
        isSound(`${position}('${anchor}')`, this.#named.inItems(model, items))
      ),
      search: model && search && this.#soundSearch(model, search, isSound),
    }
    return { sound: faults.length > 0 ? sound : extension, faults }
  }

  /** An extension of a menu without the entries whose views name unknown fields. */
  ofMenu(extension: MenuExtension): Checked<MenuExtension> {
    const { module, items } = extension
    if (!this.#modules.get(module)?.menu) {
      return { sound: extension, faults: [this.#noMenu(module)] }
    }
    const faults: Saying[] = []
    const sound = Object.entries(items).filter(([key, { views }]) => {
      const named = views.flatMap((view) => this.#named.inView(view))
      const fault = this.#fault(`items.${key}`, named)
      if (fault) faults.push(fault)
      return fault === null
    })
    return { sound: { ...extension, items: Object.fromEntries(sound) }, faults }
  }

  #soundSearch(
    model: typeof Model,
    { fields = [], filters = {}, groupBy = [] }: Partial<SearchTree>,
    isSound: (place: string, named: readonly NamedField[]) => boolean
  ): SearchTree {
    const named = this.#named
    const known = (place: string) => (name: string) => isSound(place, named.inWords(model, [name]))
    const asked = Object.entries(filters).filter(([key, [, domain]]) =>
      isSound(`filters.${key}`, named.inDomain(model, domain))
    )
    return {
      fields: fields.filter(known('fields')),
      filters: Object.fromEntries(asked),
      groupBy: groupBy.filter(known('groupBy')),
    }
  }

  #fault(place: string, named: readonly NamedField[]): Saying | null {
    const unknown = this.#named.firstUnknown(named)
    if (!unknown) return null
    const values = { place, model: unknown.model.name, field: unknown.name }
    const giver = this.#absent.find((module) => adds(module, unknown))
    return giver
      ? reason('fieldOfAbsent', { ...values, module: giver.name })
      : reason('noField', values)
  }

  #noMenu(module: string): Saying {
    const isAbsent = this.#absent.some(({ name }) => name === module)
    return reason(isAbsent ? 'menuOfAbsent' : 'noMenu', { module })
  }

  get #absent(): readonly LoadedModule[] {
    return this.#onDisk.filter(({ name }) => !this.#modules.has(name))
  }
}

/** Whether a module would bring a field to another's model. */
function adds({ extensions }: LoadedModule, { model, name }: NamedField): boolean {
  return extensions
    .flatMap((file) => file.extensions)
    .some(
      (each) => each.kind === 'fields' && each.model === model && Object.hasOwn(each.fields, name)
    )
}
