import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'
import { targetOf, type Field, type Fields } from '../domains/fields.ts'
import { Environment } from '../environment/environment.ts'
import type {
  Compute,
  Constraint,
  FieldExtension,
  Hook,
  HookEvent,
  ModelExtension,
  OnChange,
} from './extension.ts'
import type { Model } from './model.ts'

type AnyModel = typeof Model

/** Says what models declare in the language of a catalogue. */
export interface ModelWords {
  field(model: AnyModel, field: Field): Field
  labels(model: AnyModel): AnyModel['label']
}

const asDeclared: ModelWords = { field: (_, field) => field, labels: ({ label }) => label }

/**
 * What models have beside what they declare themselves: fields, hooks and constraints that other
 * modules add, and the custom fields of a tenant. A catalogue belongs to one generation of the
 * registry, or to one tenant on it, and never changes; work under way keeps the one it began with.
 */
export class ModelCatalogue {
  /** What is in force where no environment says otherwise. */
  static standard = new ModelCatalogue([])

  /** The catalogue of the current environment's asker. */
  static get inForce(): ModelCatalogue {
    return (Environment.get()?.asker.catalogue as ModelCatalogue | undefined) ?? this.standard
  }

  #modules: ReadonlySet<string> | null
  #added = new Map<AnyModel, Record<string, Field>>()
  #hooks = new Map<AnyModel, Hook[]>()
  #constraints = new Map<AnyModel, Constraint[]>()
  #onChanges = new Map<AnyModel, OnChange[]>()
  #computes = new Map<AnyModel, Compute[]>()
  #known = new Map<AnyModel, Fields>()
  #labels = new Map<AnyModel, AnyModel['label']>()
  #words: ModelWords
  /** Extensions that could not be taken, each with the reason. */
  readonly refused = new Map<ModelExtension, Saying>()

  /**
   * Of two extensions that add the same field, the first is taken and the other refused. `words` says
   * declared texts in the language that the catalogue is for. `modules` are those in force; without
   * them all are.
   */
  constructor(
    extensions: readonly ModelExtension[],
    words: ModelWords = asDeclared,
    modules: ReadonlySet<string> | null = null
  ) {
    this.#words = words
    this.#modules = modules
    for (const extension of extensions) {
      if (extension.kind === 'hook') append(this.#hooks, extension)
      else if (extension.kind === 'constraint') append(this.#constraints, extension)
      else if (extension.kind === 'on-change') append(this.#onChanges, extension)
      else if (extension.kind === 'compute') append(this.#computes, extension)
      else this.#take(extension)
    }
  }

  hasModule(name: string): boolean {
    return this.#modules?.has(name) ?? true
  }

  /** The fields of a model: those of every record, its own, and those added to it. */
  fieldsOf(model: AnyModel): Fields {
    let fields = this.#known.get(model)
    if (!fields) {
      const all: Fields = { ...model.ownFields, ...this.#added.get(model) }
      const worded = Object.entries(all).map(([name, field]) => [
        name,
        this.#words.field(model, this.#withParts(model, name, field)),
      ])
      fields = Object.fromEntries(worded) as Fields
      this.#known.set(model, fields)
    }
    return fields
  }

  /** What people call one record of a model and several. */
  labelsOf(model: AnyModel): AnyModel['label'] {
    let labels = this.#labels.get(model)
    if (!labels) this.#labels.set(model, (labels = this.#words.labels(model)))
    return labels
  }

  /** Hooks on a model for an event, in the order of their modules. */
  hooksOf(model: AnyModel, event: HookEvent): readonly Hook[] {
    return (this.#hooks.get(model) ?? []).filter((hook) => hook.event === event)
  }

  /** What records of a model must meet beside what their fields say. */
  constraintsOf(model: AnyModel): readonly Constraint[] {
    return [...model.constraints, ...(this.#constraints.get(model) ?? [])]
  }

  /** What else changes in forms of a model with some of its fields. */
  onChangesOf(model: AnyModel): readonly OnChange[] {
    return [...model.onChanges, ...(this.#onChanges.get(model) ?? [])]
  }

  /** How a computed field of a model is made; nothing where nobody says it. */
  computeOf(model: AnyModel, name: string): Compute | undefined {
    const all = [...model.computes, ...(this.#computes.get(model) ?? [])]
    return all.find(({ field }) => field === name)
  }

  /** A computed field with what it is made of. */
  #withParts(model: AnyModel, name: string, field: Field): Field {
    const compute = field.kind === 'computed' ? this.computeOf(model, name) : undefined
    if (!compute) return field
    return { ...field, options: { ...field.options, depends: compute.depends } }
  }

  /** Custom fields that lead to records of a model: no foreign key empties them. */
  customLinksTo(model: AnyModel): { table: string; name: string }[] {
    return [...this.#added].flatMap(([{ table }, fields]) =>
      Object.entries(fields)
        .filter(([, field]) => field.options.custom && field.kind === 'many2one')
        .filter(([, field]) => (targetOf(field) as unknown) === model)
        .map(([name]) => ({ table, name }))
    )
  }

  #take(extension: FieldExtension) {
    const { model, fields } = extension
    const added = this.#added.get(model) ?? {}
    const taken = Object.keys(fields).find(
      (name) => Object.hasOwn(model.ownFields, name) || Object.hasOwn(added, name)
    )
    if (taken) {
      this.refused.set(extension, reason('fieldTaken', { model: model.name, name: taken }))
      return
    }
    this.#added.set(model, { ...added, ...fields })
    model.declareColumns(fields)
  }
}

function append<E extends Hook | Constraint | OnChange | Compute>(
  map: Map<AnyModel, E[]>,
  extension: E
) {
  map.set(extension.model, [...(map.get(extension.model) ?? []), extension])
}
