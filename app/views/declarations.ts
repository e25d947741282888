import type { Domain, RowOf, TextBehind } from '../domains/types.ts'
import type { FieldName, FieldsOf, Many2One, PlainKind } from '../domains/fields.ts'
import type { Kinds } from '../models/given.ts'
import type { Model } from '../models/model.ts'

export type { Kinds }

/** A part of a form: a section, tabs, a status bar. `A` is the union of the anchors inside. */
export interface Part<M, A extends string = string> {
  readonly 'kind': 'section' | 'tabs' | 'tab' | 'statusbar' | 'button' | 'stat' | 'lines' | 'field'
  readonly 'title'?: string
  readonly 'name'?: string
  readonly 'items': readonly (string | Part<never>)[]
  readonly 'options'?: Readonly<Record<string, unknown>>
  readonly '~model'?: (row: M) => void
  readonly '~anchors'?: A
}

/** A column of a list. `A` is its name, an anchor of the list. */
export interface Column<M, A extends string = string> {
  readonly 'kind': 'column'
  readonly 'name': string
  readonly 'as': 'value' | 'badge' | 'avatar'
  /** Hidden until the user asks for it. */
  readonly 'optional': boolean
  /** What the head says instead of the field's label. */
  readonly 'label'?: string
  readonly '~model'?: (row: M) => void
  readonly '~anchors'?: A
}

/** A view of a model: what its module declared, with what other modules added. */
export interface View<M, A extends string = string> {
  readonly 'kind': 'list' | 'form' | 'search' | ScreenViewKind
  readonly 'model': typeof Model
  readonly 'tree': ListTree | FormTree | SearchTree | ScreenViewTree
  readonly '~model'?: (row: M) => void
  readonly '~anchors'?: A
}

/** The kinds of view in which a screen can show its records beside the list. */
export type ScreenViewKind =
  'kanban' | 'calendar' | 'timeline' | 'graph' | 'pivot' | 'cohort' | 'activity'

/** What all views beside the list say; each kind adds its own. */
export interface ScreenViewTree {
  /** Fields without which the view cannot be shown; who may not see one of them has no such view. */
  readonly needs: readonly string[]
  /** A condition that the view asks; who may not ask it has no such view. */
  readonly asks?: readonly unknown[]
  /** Whether it is there only for those who work here, and not for users of a portal. */
  readonly internal?: boolean
}

export interface ListTree {
  readonly columns: readonly Column<never>[]
  readonly order: readonly { name: string; descending: boolean }[]
  readonly filter: readonly unknown[]
  /** Marks on rows; of several that fit a row, the first is shown. */
  readonly marks: readonly RowMark[]
  /** Whether records can be edited in their rows. */
  readonly editable: boolean
  /** What else is done to ticked records. */
  readonly actions: readonly ListAction[]
}

/** A button for ticked records, which does to each what the method of this name does. */
export interface ListAction {
  readonly name: string
  readonly options: { readonly label: string; readonly icon?: string }
}

/** How a row of a list is marked, and the records that it is about. */
export interface RowMark {
  readonly tone: MarkTone
  /** What the mark says, for nobody is to tell it by the colour alone. */
  readonly label: string
  readonly domain: readonly unknown[]
}

/** What a mark reports. `idle` steps back. */
export type MarkTone = 'bad' | 'warn' | 'ok' | 'info' | 'idle'

export interface FormTree {
  readonly header: readonly Part<never>[]
  readonly sheet: readonly Part<never>[]
}

export interface SearchTree {
  /** Names of fields, and texts behind a many2one: `company.name`. */
  readonly fields: readonly string[]
  readonly filters: Readonly<Record<string, readonly [label: string, domain: readonly unknown[]]>>
  readonly groupBy: readonly string[]
}

type ActionName<M> = {
  [N in Exclude<keyof M, keyof Model>]: M[N] extends () => Promise<unknown> ? N : never
}[Exclude<keyof M, keyof Model>] &
  string

/** A button for a method of the record. */
interface MethodButton<M> extends Part<M, never> {
  readonly kind: 'button'
  readonly name: ActionName<M>
  readonly options: { readonly label: string; readonly icon?: string }
}

type Item<M, N extends string, A extends string> = N | Part<M, A>

/** When a part of a form is shown: domains about the record as it stands in the form. */
export interface Shown<M> {
  visible?: Domain<M>
}

/** What a form says about a field, always or under a condition. */
export interface FieldConditions<M> extends Shown<M> {
  readonly?: boolean | Domain<M>
  required?: boolean | Domain<M>
  label?: string
  help?: string
}

/**
 * A field about which the form says something of its own: when it is shown, when it is only read and
 * when it must not be empty. Conditions are domains about the fields of the record, and about a field
 * of a record that a many2one leads to. They are answered by what stands in the form, in the browser
 * while one types and by the server when it saves: it takes nothing for a field that is not shown or
 * only read.
 */
export function field<M, const N extends FieldName<M>>(
  name: N,
  options: FieldConditions<M>
): Part<M, N> {
  return { kind: 'field', name, items: [], options: options as Part<M>['options'] }
}

/** A titled group of fields. */
export function section<M, const N extends FieldName<M> = never, const A extends string = never>(
  title: string,
  items: readonly Item<M, N, A>[],
  options: Shown<M> = {}
): Part<M, N | A> {
  return { kind: 'section', title, items: items as never, options: options as Part<M>['options'] }
}

/** Parts of one record, one shown at a time; the keys are anchors. */
export function tabs<M, const N extends string, const A extends string>(items: {
  readonly [K in N]: Part<M, A>
}): Part<M, A | N | 'tabs'> {
  const named = Object.entries<Part<M, A>>(items).map(([name, part]) => ({ ...part, name }))
  return { kind: 'tabs', name: 'tabs', items: named as never }
}

/** One tab. */
export function tab<M, const N extends FieldName<M> = never, const A extends string = never>(
  title: string,
  items: readonly Item<M, N, A>[],
  options: Shown<M> = {}
): Part<M, N | A> {
  return { kind: 'tab', title, items: items as never, options: options as Part<M>['options'] }
}

type TargetOf<M, N> = N extends keyof FieldsOf<M>
  ? FieldsOf<M>[N] extends Many2One<infer Target, unknown>
    ? Target extends abstract new (...given: never) => infer Row
      ? Row
      : never
    : never
  : never

/** What is folded: options of a selection, or the boolean by which linked records say it themselves. */
export type Folded<M, By> =
  By extends Kinds<M, 'many2one'>
    ? Kinds<TargetOf<M, By>, 'boolean'>
    : readonly NonNullable<M[By & keyof M]>[]

/**
 * The stages of a record: the options of a selection, or the records that a many2one leads to, in
 * their order. Folded stages are not on the way: they stand apart at the end, and being in one ticks
 * no other.
 */
export function statusbar<M, const N extends Kinds<M, 'selection' | 'many2one'>>(
  name: N,
  options: { folded?: Folded<M, N> } = {}
): Part<M, never> {
  return { kind: 'statusbar', name, items: [], options }
}

type LineOf<M, F> = F extends keyof FieldsOf<M> ? RowOf<FieldsOf<M>[F]> : never

/** Kinds of field that stand in a line which is edited; computed ones follow the others. */
export type EditableKind = Exclude<PlainKind, 'longText'> | 'many2one' | 'computed'

/**
 * The records of a one2many as a table inside the form. With `editable` they are edited there, in
 * these columns, and saved with the record: whoever may, adds, changes and removes them. Removing
 * deletes a record that cannot be without this one, and takes any other out of it. Where the records
 * have a number `sequence`, they stand in its order and can be moved.
 */
export function lines<M, const F extends Kinds<M, 'one2many'>>(
  name: F,
  columns: readonly FieldName<LineOf<M, F>>[],
  options: { editable?: readonly Kinds<LineOf<M, F>, EditableKind>[] } = {}
): Part<M, never> {
  return { kind: 'lines', name, items: columns as readonly string[], options }
}

/**
 * A figure at the head of a form: how many records a one2many holds, with the way to their list.
 * `icon` is a name of lucide.dev; the icon of their model where nothing is said.
 */
export function stat<M>(
  name: Kinds<M, 'one2many'>,
  options: { icon?: string } = {}
): Part<M, never> {
  return { kind: 'stat', name, items: [], options }
}

/**
 * A button that does what a method of the record does. In a form it posts to `<address of the record>/<name
 * of the method>`, a route of the module, and is there for those who may change the record; among
 * the `actions` of a list it needs no route. `icon` is a name of lucide.dev.
 */
export function button<M>(
  action: ActionName<M>,
  options: { label: string; icon?: string }
): MethodButton<M> {
  return { kind: 'button', name: action, items: [], options }
}

/**
 * A button for what is done to a record from outside it, such as acting as a user. It posts to
 * `<address of the record>/<name>`, a route of the module, which checks who asks. Only members of
 * `groups` are shown it.
 */
export function routeButton<M>(
  name: string,
  options: { label: string; icon?: string; groups: readonly { name: string }[] }
): Part<M, never> {
  const groups = options.groups.map((group) => group.name)
  return { kind: 'button', name, items: [], options: { ...options, groups, isRoute: true } }
}

/** A column that the user can add. */
export function optional<M, const N extends FieldName<M>>(name: N): Column<M, N> {
  return { kind: 'column', name, as: 'value', optional: true }
}

/** A selection shown as the state of the record. */
export function badge<M, const N extends Kinds<M, 'selection'>>(name: N): Column<M, N> {
  return { kind: 'column', name, as: 'badge', optional: false }
}

/** A person shown by initials. */
export function avatar<M, const N extends Kinds<M, 'many2one'>>(name: N): Column<M, N> {
  return { kind: 'column', name, as: 'avatar', optional: false }
}

type Order<N extends string> = N | `${N} desc`

/** The list of a model's records. The first column names the record. */
export function list<
  C extends typeof Model,
  const N extends FieldName<InstanceType<C>> = never,
  const A extends string = never,
>(
  model: C,
  columns: readonly (N | Column<InstanceType<C>, A>)[],
  options: {
    order?: Order<FieldName<InstanceType<C>>> | readonly Order<FieldName<InstanceType<C>>>[]
    filter?: Domain<InstanceType<C>>
    /** Lets people edit records in the rows, in the columns that are fields of the form, too. */
    editable?: boolean
    /** Buttons for ticked records: each calls a method of the records that the asker may change. */
    actions?: readonly MethodButton<InstanceType<C>>[]
    /** Marks on rows: what each says, and the records that it is about. */
    decorate?: Readonly<
      Partial<Record<MarkTone, readonly [label: string, domain: Domain<InstanceType<C>>]>>
    >
  } = {}
): View<InstanceType<C>, N | A> {
  const order = [options.order ?? 'id desc'].flat() as readonly string[]
  const tree: ListTree = {
    columns: columns.map((column) =>
      typeof column === 'string'
        ? { kind: 'column', name: column, as: 'value', optional: false }
        : (column as Column<never>)
    ),
    order: order.map((term) => {
      const [name, direction] = term.split(' ')
      return { name: name!, descending: direction === 'desc' }
    }),
    filter: options.filter ?? [],
    editable: options.editable ?? false,
    actions: (options.actions ?? []) as readonly ListAction[],
    marks: Object.entries(options.decorate ?? {}).map(([tone, [label, domain]]) => ({
      tone: tone as MarkTone,
      label,
      domain,
    })),
  }
  return { kind: 'list', model, tree }
}

/** The form of one record. */
export function form<
  C extends typeof Model,
  const N extends FieldName<InstanceType<C>> = never,
  const A extends string = never,
>(
  model: C,
  tree: {
    header?: readonly Part<InstanceType<C>, never>[]
    sheet: readonly (N | Part<InstanceType<C>, A>)[]
  }
): View<InstanceType<C>, N | A | 'header' | 'sheet'> {
  const sheet = { header: tree.header ?? [], sheet: tree.sheet } as unknown as FormTree
  return { kind: 'form', model, tree: sheet }
}

/** What the search box of a model looks in, and the filters it offers. */
export function search<C extends typeof Model>(
  model: C,
  options: {
    fields: readonly (FieldName<InstanceType<C>> | TextBehind<InstanceType<C>>)[]
    filters?: Readonly<Record<string, readonly [label: string, domain: Domain<InstanceType<C>>]>>
    groupBy?: readonly FieldName<InstanceType<C>>[]
  }
): View<InstanceType<C>, never> {
  const tree: SearchTree = {
    fields: options.fields,
    filters: (options.filters ?? {}) as SearchTree['filters'],
    groupBy: options.groupBy ?? [],
  }
  return { kind: 'search', model, tree }
}
