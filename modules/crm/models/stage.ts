import { Model, boolean, integer, selection, text, type Has } from '#addon'

/** A step on the way of a deal. All locations of a tenant go the same way. */
export class Stage extends Model {
  static override table = 'crm_stages'
  static override label = { one: 'stage', many: 'stages' }
  static override icon = 'milestone'

  static override fields = {
    name: text({
      label: 'Name',
      required: true,
      size: 60,
      search: true,
      tracked: true,
      translate: true,
    }),
    sequence: integer({
      label: 'Order',
      required: true,
      default: 10,
      help: 'Stages with a smaller number come first.',
    }),
    outcome: selection({
      label: 'Outcome',
      required: true,
      default: 'open',
      help: 'What a deal in this stage is.',
      options: { open: 'Open', won: 'Won', lost: 'Lost' },
      tones: { open: 'idle', won: 'ok', lost: 'bad' },
    }),
    probability: integer({
      label: 'Probability, %',
      min: 0,
      max: 100,
      sums: false,
      help: 'How many of a hundred deals in this stage are won in the end.',
    }),
    folded: boolean({
      label: 'Folded',
      help: 'Boards show the stage as a narrow column.',
    }),
    active: boolean({ label: 'Active', default: true }),
  }

  /** The stage in which deals begin, if the tenant has any. */
  static ofNewDeals(): Promise<Stage | null> {
    return Stage.query().where('active', true).orderBy('sequence').orderBy('id').first()
  }
}

export interface Stage extends Has<typeof Stage> {}
