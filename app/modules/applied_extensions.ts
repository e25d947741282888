import { isDeepStrictEqual } from 'node:util'
import type { Saying } from '../domains/errors.ts'
import { ModelCatalogue, type ModelWords } from '../models/catalogue.ts'
import type { ModelExtension } from '../models/extension.ts'
import type { Dashboard, DashboardTree } from '../views/dashboards/declaration.ts'
import { extendTree } from '../views/extend_tree.ts'
import type { Extendable, ViewExtension } from '../views/extension.ts'
import type { MenuExtension } from '../views/menus.ts'
import type { LetterTree } from '../views/letters.ts'
import type { Extension, ExtensionFault, ExtensionFile } from './extensions.ts'
import type { AddedEntries } from './house_menu.ts'
import { KnownFields, type Checked } from './known_fields.ts'
import type { LoadedModule } from './loader.ts'

type Origin = Omit<ExtensionFile, 'extensions'>

/**
 * What the modules of a registry do to one another. A file in `extends/<module>/` is live while
 * both its own module and that one are there; what cannot be applied is kept as a fault.
 */
export class AppliedExtensions {
  readonly catalogue: ModelCatalogue
  readonly menus: readonly AddedEntries[]
  readonly faults: ExtensionFault[]
  #origins = new Map<Extension, Origin>()
  #views = new Map<Extendable, ViewExtension[]>()

  /**
   * `own` are the custom fields of the tenant that the registry is for, `words` its language, and
   * `onDisk` all modules that there are.
   */
  constructor(
    modules: readonly LoadedModule[],
    own: readonly ModelExtension[],
    words?: ModelWords,
    onDisk: readonly LoadedModule[] = modules
  ) {
    const names = new Set(modules.map(({ name }) => name))
    const files = modules.flatMap(({ extensions }) => extensions)
    for (const { extensions, ...origin } of files.filter(({ module }) => names.has(module))) {
      for (const extension of extensions) this.#origins.set(extension, origin)
    }
    const live = [...this.#origins.keys()]
    this.faults = modules
      .flatMap(({ extensionFaults }) => extensionFaults)
      .filter(({ module }) => names.has(module))
    const onModels = this.#sound(live.filter(isModelExtension), own, { modules, onDisk })
    this.catalogue = new ModelCatalogue([...onModels, ...own], words, names)
    for (const [extension, reason] of this.catalogue.refused) this.#refuse(extension, reason)
    const known = new KnownFields(this.catalogue, modules, onDisk)
    for (const extension of live.filter(isViewExtension)) {
      const sound = this.#checked(extension, known.ofView(extension))
      const others = this.#views.get(extension.view) ?? []
      this.#views.set(extension.view, [...others, sound])
    }
    this.menus = live.filter(isMenuExtension).map((extension) => {
      const sound = this.#checked(extension, known.ofMenu(extension))
      return { by: this.#origins.get(sound)!.by, extension: sound }
    })
  }

  /** The extensions of models that name no unknown field. */
  #sound(
    extensions: readonly ModelExtension[],
    own: readonly ModelExtension[],
    { modules, onDisk }: { modules: readonly LoadedModule[]; onDisk: readonly LoadedModule[] }
  ): ModelExtension[] {
    const fields = extensions.filter(({ kind }) => kind === 'fields')
    const known = new KnownFields(new ModelCatalogue([...fields, ...own]), modules, onDisk)
    return extensions.filter((extension) => {
      const fault = known.faultOf(extension)
      if (fault) this.#refuse(extension, fault)
      return fault === null
    })
  }

  /** What is sound of an extension comes from the same file; what is not is refused. */
  #checked<E extends Extension>(extension: E, { sound, faults }: Checked<E>): E {
    for (const fault of faults) this.#refuse(extension, fault)
    this.#origins.set(sound, this.#origins.get(extension)!)
    return sound
  }

  /** The tree of a view with all that is done to it. */
  treeOf<Tree>(view: Extendable): Tree {
    const { tree, refused } = extendTree<Tree>(view, this.#views.get(view) ?? [])
    for (const { extension, reason } of refused) this.#refuse(extension, reason)
    return tree
  }

  /** The tiles of a dashboard of `module`, each with the module that brings it. */
  tilesOf(module: string, dashboard: Dashboard): { by: string; tile: DashboardTree['tiles'][0] }[] {
    const owners = new Map<unknown, string>()
    for (const extension of this.#views.get(dashboard) ?? []) {
      const { by } = this.#origins.get(extension)!
      for (const { items } of extension.changes) for (const item of items) owners.set(item, by)
    }
    const { tiles } = this.treeOf<DashboardTree>(dashboard)
    return tiles.map((tile) => ({ by: owners.get(tile) ?? module, tile }))
  }

  /** The letters that somebody changes, with all that is done to them. */
  letters(): Map<Extendable, LetterTree<never>> {
    const changed = [...this.#views.keys()].filter(
      (view) => 'kind' in view && view.kind === 'letter'
    )
    return new Map(changed.map((view) => [view, this.treeOf<LetterTree<never>>(view)]))
  }

  #refuse(extension: Extension, reason: Saying) {
    const origin = this.#origins.get(extension)
    if (!origin) return
    const fault = { ...origin, reason }
    if (!this.faults.some((other) => isDeepStrictEqual(other, fault))) this.faults.push(fault)
  }
}

function isModelExtension(extension: Extension): extension is ModelExtension {
  return extension.kind !== 'view-extension' && extension.kind !== 'menu-extension'
}

function isMenuExtension(extension: Extension): extension is MenuExtension {
  return extension.kind === 'menu-extension'
}

function isViewExtension(extension: Extension): extension is ViewExtension {
  return extension.kind === 'view-extension'
}
