import { AccessPolicy } from '../access/policy.ts'
import { causeOf, reason } from '../domains/reasons.ts'
import type { Asker } from '../environment/scope.ts'
import { InboxCatalogue } from '../inbox/catalogue.ts'
import type { JobDefinition } from '../jobs/define.ts'
import { ModelCatalogue, type ModelWords } from '../models/catalogue.ts'
import type { Model } from '../models/model.ts'
import type { View } from '../views/declarations.ts'
import type { NamedPrintout } from '../views/printouts/declaration.ts'
import type { LetterTree, LetterView } from '../views/letters.ts'
import { actionOf, type Action, type TreeOf } from './actions.ts'
import { AppliedExtensions } from './applied_extensions.ts'
import { CardTemplates } from './card_templates.ts'
import { customFieldsOf, withCustomFields } from './custom_fields.ts'
import { readCustomization, uncustomized, type Customization } from './customization.ts'
import type { ExtensionFault } from './extensions.ts'
import { menuSections, type AddedEntries, type MenuEntry, type MenuSection } from './house_menu.ts'
import type { LoadedModule } from './loader.ts'
import { ownDeclarations, ownGroups, type OwnAccess } from './own_access.ts'
import { dashboardOffer, type DashboardOffer } from './shipped_dashboards.ts'
import { shippedReports, type ShippedReport } from './shipped_reports.ts'
import { SOURCE_LANGUAGE, Terms, type Term } from './terms.ts'
import { translatedField, translatedItems, translatedModule, translatedTree } from './translated.ts'

export type { Action } from './actions.ts'

/** So many tenants with a registry of their own are kept at once. */
const MOST_TENANTS = 500

/**
 * What the installed modules amount to. A registry never changes: when a module comes or goes, a
 * new generation takes its place and requests under way finish on the old one. A tenant that has
 * customized something has a registry of its own on the same generation.
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
    ModelCatalogue.standard = registry.catalogue
  }

  readonly generation: number
  readonly modules: readonly LoadedModule[]
  readonly models: readonly (typeof Model)[]
  /** The fields that models have, and what other modules do at their moments. */
  readonly catalogue: ModelCatalogue
  readonly access: AccessPolicy
  readonly actions: ReadonlyMap<string, Action>
  readonly menu: readonly MenuSection[]
  /** Models of which modules ship records. */
  readonly shippedModels: ReadonlySet<typeof Model>
  /** The screen on which records of a model are opened from elsewhere. */
  readonly home: ReadonlyMap<typeof Model, Action>
  /** Who sends webhooks, and who processes them. */
  readonly inbox: InboxCatalogue
  /** What dashboards are made of, and those that modules bring. */
  readonly dashboards: DashboardOffer
  /** Reports that modules bring. */
  readonly reports: readonly ShippedReport[]
  /** The language of everything that people read in it. */
  readonly language: string
  /** The modules as they were declared. */
  #declared: readonly LoadedModule[]
  #customization: Customization
  #templates: CardTemplates
  #extensionFaults: readonly ExtensionFault[]
  #onDisk: readonly LoadedModule[]
  #inLanguages = new Map<string, Registry>()
  #letters: ReadonlyMap<object, LetterTree<never>>
  #jobs: ReadonlyMap<string, JobDefinition>
  #ofTenants = new Map<string, { customization: number; registry: Promise<Registry> }>()

  /** `onDisk` are all modules that can be loaded, the installed ones among them. */
  constructor(
    declared: readonly LoadedModule[],
    onDisk = declared,
    customization: Customization = uncustomized,
    generation = ++Registry.#generations,
    language = SOURCE_LANGUAGE
  ) {
    const terms = language === SOURCE_LANGUAGE ? null : new Terms(language, declared)
    const modules = terms
      ? declared.map((module) => translatedModule(module, terms.of(module.name)))
      : declared
    this.generation = generation
    this.language = language
    this.modules = modules
    this.#declared = declared
    this.#customization = customization
    this.#onDisk = onDisk
    this.inbox = new InboxCatalogue(modules, onDisk)
    this.#jobs = new Map(modules.flatMap(({ jobs }) => jobs.map((job) => [job.name, job])))
    this.models = modules.flatMap((module) => module.models)
    this.shippedModels = new Set(modules.flatMap(({ data }) => data.map(({ model }) => model)))
    const groups = modules.flatMap((module) => module.groups)
    const { access } = customization
    const all = [...groups, ...ownGroups(access.groups, groups)]
    this.access = new AccessPolicy(all, [
      ...modules.flatMap((module) => module.access),
      ...ownDeclarations(access.rights, all, this.models),
    ])
    const own = customFieldsOf(customization.fields, modules, language)
    const words = modelWords(modules, terms, language)
    const extensions = new AppliedExtensions(modules, own, words, onDisk)
    this.catalogue = extensions.catalogue
    const added = terms ? translatedEntries(extensions.menus, terms) : extensions.menus
    const actions = actionsOf(modules, extensions, added, terms)
    this.actions = new Map(actions.map((action) => [action.href, action]))
    this.menu = menuSections(modules, added, this.actions)
    this.dashboards = dashboardOffer(declared, extensions, terms)
    this.reports = shippedReports(declared, terms)
    this.#letters = extensions.letters()
    this.#templates = new CardTemplates(modules)
    this.#extensionFaults = extensions.faults
    const home = new Map<typeof Model, Action>()
    for (const action of actions) if (!home.has(action.model)) home.set(action.model, action)
    this.home = home
  }

  /**
   * The registry that a tenant works with: this one, unless the tenant has customized something.
   * `customization` counts its changes, so that an old copy is not used.
   */
  async ofTenant(tenant: { id: string; customization: number }): Promise<Registry> {
    if (tenant.customization === 0) return this
    const known = this.#ofTenants.get(tenant.id)
    if (known?.customization === tenant.customization) return known.registry
    const registry = readCustomization(tenant.id).then((own) => this.#customized(own))
    if (this.#ofTenants.size >= MOST_TENANTS) this.#ofTenants.clear()
    this.#ofTenants.set(tenant.id, { customization: tenant.customization, registry })
    registry.catch(() => this.#ofTenants.delete(tenant.id))
    return registry
  }

  /** How the declared texts of all modules on disk are said in a language. */
  termIn(language: string): Term {
    return new Terms(language, this.#onDisk).of(null)
  }

  /** The same with everything that people read in another language. */
  inLanguage(language: string): Registry {
    if (language === this.language) return this
    let registry = this.#inLanguages.get(language)
    if (!registry) {
      const { generation } = this
      registry = new Registry(
        this.#declared,
        this.#onDisk,
        this.#customization,
        generation,
        language
      )
      this.#inLanguages.set(language, registry)
    }
    return registry
  }

  /** Modules whose files are there and which are not installed, or disabled. */
  get absentModules(): LoadedModule[] {
    return this.#onDisk.filter(({ name }) => !Registry.current.hasModule(name))
  }

  /** The groups, rights and rules that the tenant has made itself, as they were declared. */
  get ownAccess(): OwnAccess {
    return this.#customization.access
  }

  /** Extensions and templates that are skipped, each with the reason. */
  get faults(): readonly ExtensionFault[] {
    return [...this.#extensionFaults, ...this.#templates.faults]
  }

  /** Whether a template is not used, because something is wrong with it. */
  isFaulty(template: string): boolean {
    return this.#templates.isFaulty(template)
  }

  /** Says that a template has failed, so that it is not used again. */
  reportTemplate(template: string, error: unknown) {
    this.#templates.report(template, reason('failed', { cause: causeOf(error) }))
    if (this !== Registry.current) Registry.current.reportTemplate(template, error)
  }

  hasModule(name: string): boolean {
    return this.modules.some((module) => module.name === name)
  }

  /** The kind of job with this name, if its module is installed. */
  job(name: string): JobDefinition | undefined {
    return this.#jobs.get(name)
  }

  /** A letter with all that modules add to it. */
  letterOf<About>(view: LetterView<About>): LetterTree<About> {
    return (this.#letters.get(view) as LetterTree<About> | undefined) ?? view.tree
  }

  /** The documents about records of a model. */
  printoutsOf(model: typeof Model): NamedPrintout[] {
    const all = this.modules.flatMap(({ printouts }) => printouts)
    return all.filter((printout) => printout.model === model)
  }

  /** The module that brought a model. */
  moduleOf(model: typeof Model): LoadedModule | undefined {
    return this.modules.find((module) => module.models.includes(model))
  }

  /**
   * Whether the asker finds this screen in the menu and may open it: they may read the records, see
   * one of its columns, and ask what its own filter asks.
   */
  shows(asker: Asker, { groups, model, list }: Action): boolean {
    const { access } = this
    return (
      isFor(asker, groups) &&
      access.allows(asker, model, 'read') &&
      list.columns.some(({ name }) => access.allowsField(asker, model, name)) &&
      (list.filter.length === 0 || access.mayAsk(asker, model, list.filter))
    )
  }

  /** Whether the asker finds this entry in the menu. A page says by its groups who may see it. */
  showsEntry(asker: Asker, { action, groups }: MenuEntry): boolean {
    return action ? this.shows(asker, action) : groups.some((name) => asker.groups.has(name))
  }

  /** What a tenant would work with if it made something else its own; takes nothing in force. */
  async wouldBe(
    tenantId: string,
    change: (customization: Customization) => Customization
  ): Promise<Registry> {
    return this.#customized(change(await readCustomization(tenantId)))
  }

  #customized(customization: Customization): Registry {
    const { modulesOff } = customization
    const on: LoadedModule[] = []
    for (const module of this.#declared) {
      const rests = module.manifest.depends.every((name) => on.some((other) => other.name === name))
      if (rests && !modulesOff.has(module.name)) on.push(module)
    }
    return new Registry(on, this.#onDisk, customization, this.generation, this.language)
  }
}

function isFor(asker: Asker, groups: readonly string[]): boolean {
  return groups.length === 0 || groups.some((name) => asker.groups.has(name))
}

function actionsOf(
  modules: readonly LoadedModule[],
  extensions: AppliedExtensions,
  entries: readonly AddedEntries[],
  terms: Terms | null
): Action[] {
  const own = modules.map(({ name, menu }) => ({ name, items: menu?.items ?? {} }))
  const added = entries.map(({ by, extension }) => ({ name: by, items: extension.items }))
  const ofHost: Term = terms ? terms.of(null) : (text) => text
  return [...own, ...added].flatMap(({ name, items }) => {
    const treeOf: TreeOf = <Tree>(view: View<never>) => {
      const tree = extensions.treeOf<Tree>(view)
      return terms ? translatedTree(tree, terms.of(name)) : tree
    }
    return Object.entries(items).flatMap(([key, item]) => {
      const action = actionOf(name, key, item, treeOf)
      if (!action) return []
      return [withCustomFields(action, extensions.catalogue.fieldsOf(action.model), ofHost)]
    })
  })
}

function translatedEntries(entries: readonly AddedEntries[], terms: Terms): AddedEntries[] {
  return entries.map(({ by, extension }) => ({
    by,
    extension: { ...extension, items: translatedItems(extension.items, terms.of(by)) },
  }))
}

/**
 * What models declare in a language; fields that are translated are read in it. What a module added
 * to another's model is looked up with all the others.
 */
function modelWords(
  modules: readonly LoadedModule[],
  terms: Terms | null,
  language: string
): ModelWords {
  const ofModel = (model: typeof Model) =>
    terms?.of(modules.find(({ models }) => models.includes(model))?.name ?? null)
  return {
    field: (model, field) => {
      const term = ofModel(model)
      const worded = term ? translatedField(field, term) : field
      if (!field.options.translate) return worded
      return { ...worded, options: { ...worded.options, language } }
    },
    labels: (model) => {
      const term = ofModel(model)
      return term ? { one: term(model.label.one), many: term(model.label.many) } : model.label
    },
  }
}
