import { AccessPolicy } from '../access/policy.ts'
import type { Asker } from '../environment/scope.ts'
import { InboxCatalogue } from '../inbox/catalogue.ts'
import type { JobDefinition } from '../jobs/define.ts'
import type { Model } from '../models/model.ts'
import type { ListTree, FormTree, SearchTree, View } from '../views/declarations.ts'
import type { LoadedModule } from './loader.ts'

/** One screen of a model: its views at one address. */
export interface Action {
  module: string
  /** `/crm/contacts` */
  href: string
  label: string
  model: typeof Model
  list: ListTree
  form: FormTree | null
  search: SearchTree
  groups: readonly string[]
}

/**
 * What the installed modules amount to. A registry never changes: when a module comes or goes, a
 * new generation takes its place and requests under way finish on the old one.
 */
export class Registry {
  static #generations = 0
  static #current: Registry | undefined

  /** The generation in force. */
  static get current(): Registry {
    if (!this.#current) throw new Error('The registry is not built yet')
    return this.#current
  }

  /** Puts a generation in force. */
  static swap(registry: Registry) {
    this.#current = registry
  }

  readonly generation = ++Registry.#generations
  readonly modules: readonly LoadedModule[]
  readonly models: readonly (typeof Model)[]
  readonly access: AccessPolicy
  readonly actions: ReadonlyMap<string, Action>
  /** The screen on which records of a model are opened from elsewhere. */
  readonly home: ReadonlyMap<typeof Model, Action>
  /** Who sends webhooks, and who processes them. */
  readonly inbox: InboxCatalogue
  #jobs: ReadonlyMap<string, JobDefinition>

  /** `onDisk` are all modules that can be loaded, the installed ones among them. */
  constructor(modules: readonly LoadedModule[], onDisk = modules) {
    this.modules = modules
    this.inbox = new InboxCatalogue(modules, onDisk)
    this.#jobs = new Map(modules.flatMap(({ jobs }) => jobs.map((job) => [job.name, job])))
    this.models = modules.flatMap((module) => module.models)
    this.access = new AccessPolicy(
      modules.flatMap((module) => module.groups),
      modules.flatMap((module) => module.access)
    )
    const actions = modules.flatMap(actionsOf)
    this.actions = new Map(actions.map((action) => [action.href, action]))
    const home = new Map<typeof Model, Action>()
    for (const action of actions) if (!home.has(action.model)) home.set(action.model, action)
    this.home = home
  }

  hasModule(name: string): boolean {
    return this.modules.some((module) => module.name === name)
  }

  /** The kind of job with this name, if its module is installed. */
  job(name: string): JobDefinition | undefined {
    return this.#jobs.get(name)
  }

  /** The module that brought a model. */
  moduleOf(model: typeof Model): LoadedModule | undefined {
    return this.modules.find((module) => module.models.includes(model))
  }

  /** Whether the asker finds this screen in the menu and may open it. */
  shows(asker: Asker, action: Action): boolean {
    const inGroup =
      action.groups.length === 0 || action.groups.some((name) => asker.groups.has(name))
    return inGroup && this.access.allows(asker, action.model, 'read')
  }
}

function actionsOf(module: LoadedModule): Action[] {
  const items = Object.entries(module.menu?.items ?? {})
  return items.flatMap(([key, item]): Action[] => {
    const list = tree<ListTree>(item.views, 'list')
    if (!list) return []
    const search = tree<SearchTree>(item.views, 'search')
    return [
      {
        module: module.name,
        href: `/${module.name}/${key}`,
        label: item.label,
        model: list.model,
        list: list.tree as ListTree,
        form: (tree<FormTree>(item.views, 'form')?.tree as FormTree) ?? null,
        search: (search?.tree as SearchTree) ?? { fields: [], filters: {}, groupBy: [] },
        groups: item.groups,
      },
    ]
  })
}

function tree<T>(views: readonly View<never>[], kind: View<never>['kind']) {
  return views.find((view) => view.kind === kind) as (View<never> & { tree: T }) | undefined
}
