import { BaseModel, belongsTo, column, hasMany, manyToMany } from '@adonisjs/lucid/orm'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { customValue } from '../domains/custom_column.ts'
import type { Field, Fields, Many2Many, One2Many, Relation } from '../domains/fields.ts'
import { columnOf, CUSTOM_FIELDS, translationsColumn } from '../domains/fields.ts'
import { Environment } from '../environment/environment.ts'
import { ModelCatalogue } from './catalogue.ts'
import { computedValue } from './computing.ts'
import type { Compute, Constraint, HookEvent, OnChange } from './extension.ts'
import { withCustomValue } from './custom_values.ts'
import { completePhones } from './local_phones.ts'
import { whileInForce } from './hook_owner.ts'
import { datetime, id, integer } from './fields.ts'
import {
  partsOf,
  readIn,
  translatedInto,
  writtenIn,
  type TranslatedValue,
} from './translated_value.ts'

type Hook = [event: never, handler: never]

const baseFields = {
  id: id({ label: 'ID' }),
  createdAt: datetime({ label: 'Created', readonly: true, required: true }),
  updatedAt: datetime({ label: 'Updated', readonly: true, required: true }),
  createdBy: id({ label: 'Created by' }),
  updatedBy: id({ label: 'Updated by' }),
  version: integer({ label: 'Version', readonly: true, required: true }),
}

/** Fields of extensions whose columns Lucid gets to know when the model boots. */
const declaredFields = new WeakMap<object, Record<string, Field>>()

/** Models on which hooks were registered beside the house's own. */
const hooked = new WeakSet<object>()

/** Lucid's moments at which hooks of other modules run. */
const moments: [when: 'before' | 'after', what: 'create' | 'save' | 'delete', event: HookEvent][] =
  [
    ['before', 'create', 'beforeCreate'],
    ['before', 'save', 'beforeSave'],
    ['after', 'create', 'afterCreate'],
    ['after', 'save', 'afterSave'],
    ['before', 'delete', 'beforeDelete'],
    ['after', 'delete', 'afterDelete'],
  ]

/**
 * A record of a business model. Fields are declared once in `static fields`; columns, relations,
 * validation, widgets and filters come from there. Every model lives on the runtime connection,
 * so it can only be used inside an environment.
 */
export class Model extends BaseModel {
  static override connection = 'runtime'
  static override selfAssignPrimaryKey = true
  static fields: Fields = {}
  /** What records must meet beside what their fields say; made with `constraint`. */
  static constraints: readonly Constraint[] = []
  /** What else changes in a form with some of its fields; made with `onChange`. */
  static onChanges: readonly OnChange[] = []
  /** How computed fields are made of others; made with `compute`. */
  static computes: readonly Compute[] = []

  /** The stored text field that names a record in one line. */
  static titleField = 'name'
  /** What people call one record and several, in English: "contact", "contacts". See `labels`. */
  static label = { one: 'record', many: 'records' }
  /** Name of an icon of lucide.dev that stands for the records. */
  static icon = 'box'
  /**
   * Fields whose values tell that two records may be one, in sets of which all have to be the same:
   * whoever makes such a record with a form is told, and not kept from it. An index begins with one
   * field of each set.
   */
  static alike: readonly (readonly string[])[] = []
  /** People have round avatars, everything else square ones. */
  static isPerson = false
  /** What records are that do not count any more: taken out of the lists, or kept from acting. */
  static archiving: 'archived' | 'deactivated' = 'archived'
  /** Of whose records these come to be, where nobody makes them by themselves: users of invitations. */
  static comesFrom: (() => typeof Model) | null = null
  /** Whether people talk about the records: a conversation stands beside the form. */
  static hasThread = true

  declare id: string
  declare version: number
  declare createdAt: DateTime
  declare updatedAt: DateTime
  declare createdBy: string | null
  declare updatedBy: string | null
  /** Values of the tenant's custom fields by name, and what of them the search box finds. */
  declare customFields: Record<string, unknown> | null

  /** The fields of every record and those that the model declares. */
  static get ownFields(): Fields {
    return { ...baseFields, ...this.fields }
  }

  /** All fields of the model for the current environment, those that others have added included. */
  static get allFields(): Fields {
    return ModelCatalogue.inForce.fieldsOf(this)
  }

  /** What people call one record and several, in the language of the current environment. */
  static get labels(): { one: string; many: string } {
    return ModelCatalogue.inForce.labelsOf(this)
  }

  /** Tells Lucid the columns and relations of fields that other modules bring. */
  static declareColumns(fields: Fields) {
    const declared = declaredFields.get(this) ?? {}
    declaredFields.set(this, declared)
    for (const [name, declaration] of Object.entries(fields)) {
      if (Object.hasOwn(declared, name)) continue
      declared[name] = declaration
      if (Object.hasOwn(this, 'booted') && this.booted) defineField(this, name, declaration)
    }
  }

  static override boot() {
    if (Object.hasOwn(this, 'booted') && this.booted) return
    super.boot()
    column({ isPrimary: true })(this.prototype, 'id')
    column()(this.prototype, 'version')
    column({ columnName: 'created_by' })(this.prototype, 'createdBy')
    column({ columnName: 'updated_by' })(this.prototype, 'updatedBy')
    column({ columnName: CUSTOM_FIELDS, serializeAs: null })(this.prototype, 'customFields')
    column.dateTime({ autoCreate: true })(this.prototype, 'createdAt')
    column.dateTime({ autoCreate: true, autoUpdate: true })(this.prototype, 'updatedAt')
    for (const [name, declaration] of Object.entries({
      ...this.fields,
      ...declaredFields.get(this),
    })) {
      defineField(this, name, declaration)
    }
    if (this !== (Model as typeof this)) {
      hookOfHouse(this, 'before', 'create', (record) => record.giveDefaults())
      hookOfHouse(this, 'before', 'save', completePhones)
      for (const [when, what, event] of moments) {
        hookOfHouse(this, when, what, (record) => record.runHooks(event))
      }
    }
  }

  /**
   * Whether something happens at the moments of single records, so that several of them cannot be
   * written by one statement.
   */
  static get hasHooks(): boolean {
    this.boot()
    const added = moments.some(([, , event]) => ModelCatalogue.inForce.hooksOf(this, event).length)
    const isOwn = Object.hasOwn(this.prototype, 'save') || this.looksDefaultsUp
    return added || hooked.has(this) || isOwn
  }

  /** Whether new records are given more than the defaults of their fields. */
  static get looksDefaultsUp(): boolean {
    return this.prototype.giveDefaults !== Model.prototype.giveDefaults
  }

  /** Registers a hook on this model alone: Lucid would register it on the parent before boot. */
  static override before = function (this: LucidModel, ...[event, handler]: Hook) {
    this.boot()
    hooked.add(this)
    return BaseModel.before.call(this as never, event, whileInForce(handler))
  } as typeof BaseModel.before

  static override after = function (this: LucidModel, ...[event, handler]: Hook) {
    this.boot()
    hooked.add(this)
    return BaseModel.after.call(this as never, event, whileInForce(handler))
  } as typeof BaseModel.after

  /** Lucid would hang two listeners on the transaction for each record; the adapter finds it. */
  override $setOptionsAndTrx() {}

  /** The record in one line, as links and pickers show it. */
  get title(): string {
    const { titleField } = this.constructor as typeof Model
    return String(this.fieldValue(titleField) ?? '')
  }

  /**
   * The value of a stored field by its name; a many2one gives the id, and a translated field the value
   * in the language of the environment, or in the one that stands behind its name: `name:de`.
   */
  fieldValue(name: string): unknown {
    const asked = partsOf(name)
    const field = (this.constructor as typeof Model).allFields[asked.field]!
    if (field.options.custom) return customValue(field.kind, this.customFields?.[name])
    const language = asked.language ?? field.options.language
    if (language) return readIn(this.translatedValue(asked.field), language)
    return (this as unknown as Record<string, unknown>)[attributeOf(name, field)]
  }

  /**
   * Writes a stored field by its name; a many2one takes an id. A translated field is written in the
   * language of the environment, or in the one that stands behind its name: `name:de`.
   */
  setFieldValue(name: string, value: unknown) {
    const fields = (this.constructor as typeof Model).allFields
    const asked = partsOf(name)
    const field = fields[asked.field]!
    const language = asked.language ?? field.options.language
    if (field.options.custom) {
      this.customFields = withCustomValue(fields, this.customFields, name, value)
    } else if (language) {
      const { tenantLanguage = field.options.language } = Environment.current().asker
      const current = this.translatedValue(asked.field)
      const { source, translations } = writtenIn(current, value, { language, tenantLanguage })
      Object.assign(this, { [asked.field]: source, [translationsOf(asked.field)]: translations })
    } else (this as unknown as Record<string, unknown>)[attributeOf(name, field)] = value
  }

  /** Writes a translation beside the stored value, whatever the tenant's language; null takes it away. */
  translate(name: string, language: string, value: string | null) {
    const { translations } = this.translatedValue(name)
    Object.assign(this, { [translationsOf(name)]: translatedInto(translations, language, value) })
  }

  /** The value of a translated field in all languages. */
  translatedValue(name: string): TranslatedValue {
    const attributes = this as unknown as Record<string, unknown>
    const translations = attributes[translationsOf(name)] as TranslatedValue['translations']
    return { source: attributes[name] ?? null, translations: translations ?? null }
  }

  /** Whether a stored field has another value than the one that was read, in whatever language. */
  hasChanged(named: string): boolean {
    const name = partsOf(named).field
    const field = (this.constructor as typeof Model).allFields[name]!
    if (!field.options.custom) {
      const own = [attributeOf(name, field), translationsOf(name)]
      return own.some((attribute) => Object.hasOwn(this.$dirty, attribute))
    }
    const original = this.$original.customFields as Record<string, unknown> | null | undefined
    return customValue(field.kind, original?.[name]) !== this.fieldValue(name)
  }

  /** Runs what modules do at a moment. */
  async runHooks(event: HookEvent) {
    const model = this.constructor as typeof Model
    for (const { run } of ModelCatalogue.inForce.hooksOf(model, event)) await run(this as never)
  }

  /**
   * Fills what a new record needs and was not given; forms of new records begin with it. A model
   * whose defaults have to be looked up overrides it: `await super.giveDefaults()`, and then what it
   * looks up, without writing anything.
   */
  giveDefaults(): void | Promise<void> {
    this.id ??= uuidv7()
    this.version ??= 1
    const fields = (this.constructor as typeof Model).allFields
    for (const [name, { options }] of Object.entries(fields)) {
      if (options.default === undefined) continue
      if ((this.fieldValue(name) ?? null) === null) this.setFieldValue(name, options.default)
    }
  }
}

/** The base fields, where types of domains and views look for them. */
export interface Model {
  readonly '$fields:base': (fields: typeof baseFields) => void
}

/** A hook that is no module's: a model may be met first by a module that is not in force for long. */
function hookOfHouse(
  model: typeof Model,
  when: 'before' | 'after',
  what: 'create' | 'save' | 'delete',
  handler: (record: Model) => void | Promise<void>
) {
  BaseModel[when].call(model as never, what, (record: unknown) => handler(record as Model))
}

/** Gives Lucid the column or relation of one field. */
function defineField(model: typeof Model, name: string, declaration: Field) {
  const meta = { field: declaration }
  const target = () => (declaration as Relation<string, LucidModel>).target()
  switch (declaration.kind) {
    case 'groups':
      return
    case 'computed':
      Object.defineProperty(model.prototype, name, {
        configurable: true,
        get(this: Model) {
          return computedValue(this, name)
        },
      })
      return
    case 'many2one': {
      const columnName = columnOf(name, declaration)
      column({ columnName, meta })(model.prototype, `${name}Id`)
      belongsTo(target, { foreignKey: `${name}Id`, meta })(model.prototype, name as never)
      return
    }
    case 'one2many': {
      const { inverse } = declaration as One2Many<unknown>
      hasMany(target, { foreignKey: `${inverse}Id`, meta })(model.prototype, name as never)
      return
    }
    case 'many2many': {
      const { through } = declaration as Many2Many<unknown>
      manyToMany(target, {
        pivotTable: through.table,
        pivotForeignKey: through.key,
        pivotRelatedForeignKey: through.otherKey,
        meta,
      })(model.prototype, name as never)
      return
    }
    case 'date':
      return column.date({ meta })(model.prototype as never, name as never)
    case 'datetime':
      return column.dateTime({ meta })(model.prototype as never, name as never)
    case 'decimal':
    case 'money':
      return column({
        meta,
        consume: (value) => (value === null ? null : Number(value)),
      })(model.prototype, name)
    default:
      if (declaration.options.translate) {
        const columnName = translationsColumn(name, declaration)
        column({ columnName, serializeAs: null })(model.prototype, translationsOf(name))
      }
      return column({ meta })(model.prototype, name)
  }
}

/** The attribute that holds a translated field in other languages than its own. */
function translationsOf(name: string): string {
  return `${name}Translations`
}

function attributeOf(name: string, { kind }: Field): string {
  return kind === 'many2one' ? `${name}Id` : name
}
