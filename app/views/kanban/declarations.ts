import type { FieldName } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Column, Folded, Kinds, ScreenViewTree, View } from '../declarations.ts'

/** How a field is shown on a card. */
export interface CardField<M = never> {
  readonly 'kind': 'card-field'
  readonly 'name': string
  readonly 'as': 'value' | 'badge' | 'avatar' | 'stars' | 'due'
  /** The field that is filled when nothing is due any more. */
  readonly 'done'?: string
  readonly '~model'?: (row: M) => void
}

/** What a kanban says: its columns, its cards and what is summed up in the heads of the columns. */
export interface KanbanTree extends ScreenViewTree {
  readonly by: string
  readonly card: readonly CardField[]
  /** The Edge template that writes the cards. */
  readonly template: string | null
  readonly sum: string | null
  readonly progress: string | null
  readonly color: string | null
  readonly position: string | null
  /** Options that are folded, or the field of the linked records that says so. */
  readonly folded: readonly string[] | string
  readonly quickCreate: readonly string[]
}

type Numbers<M> = Kinds<M, 'integer' | 'decimal' | 'money'>

/** An amount of stars, as many as the option's place: the first option has none. */
export function stars<M, const N extends Kinds<M, 'selection'>>(name: N): CardField<M> {
  return { kind: 'card-field', name, as: 'stars' }
}

/**
 * A day on which something is due: late ones stand out. Nothing is due any more where the field
 * `done` is filled.
 */
export function due<M, const N extends Kinds<M, 'date' | 'datetime'>>(
  name: N,
  options: { done?: FieldName<M> } = {}
): CardField<M> {
  return { kind: 'card-field', name, as: 'due', done: options.done }
}

/**
 * The records of a model as cards in columns, one for each option of a selection or each record
 * that a many2one leads to. The card is headed by the record's title; empty fields are left out.
 */
export function kanban<
  C extends typeof Model,
  const By extends Kinds<InstanceType<C>, 'selection' | 'many2one'>,
>(
  model: C,
  options: {
    /** The field whose values are the columns. */
    by: By
    /** What stands on a card below the title. */
    card: readonly (
      FieldName<InstanceType<C>> | Column<InstanceType<C>> | CardField<InstanceType<C>>
    )[]
    /**
     * An Edge template of the module that writes what stands below the title: `crm::cards/deal` is its
     * file `views/cards/deal.edge`. It knows the fields of `card`.
     */
    template?: `${string}::${string}`
    /** A number that the head of a column sums up. */
    sum?: Numbers<InstanceType<C>>
    /** A selection whose share in the column the bar in its head shows, in the tones of its options. */
    progress?: Kinds<InstanceType<C>, 'selection'>
    /** A selection whose tone the edge of a card has. */
    color?: Kinds<InstanceType<C>, 'selection'>
    /**
     * A text, sorted by bytes, that keeps the order within a column: the highest is on top. Without
     * it cards stand in the order of the list.
     */
    position?: Kinds<InstanceType<C>, 'text'>
    /** Narrow columns: options of the selection, or a boolean of the linked records. */
    folded?: Folded<InstanceType<C>, By>
    /** Fields that are asked for when a card is made in a column, beside the title. */
    quickCreate?: readonly FieldName<InstanceType<C>>[]
  }
): View<InstanceType<C>, never> {
  const tree: KanbanTree = {
    needs: [options.by],
    by: options.by,
    card: options.card.map((item) => cardField(item as string)),
    template: options.template ?? null,
    sum: options.sum ?? null,
    progress: options.progress ?? null,
    color: options.color ?? null,
    position: options.position ?? null,
    folded: (options.folded as KanbanTree['folded'] | undefined) ?? [],
    quickCreate: options.quickCreate ?? [],
  }
  return { kind: 'kanban', model, tree }
}

function cardField(item: string | Column<never> | CardField): CardField {
  if (typeof item === 'string') return { kind: 'card-field', name: item, as: 'value' }
  if (item.kind === 'card-field') return item
  return { kind: 'card-field', name: item.name, as: item.as }
}
