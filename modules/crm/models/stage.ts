import { Model, boolean, integer, lockNames, selection, text, type Has } from '#addon'

type Usual = [name: string, probability: number, outcome: 'open' | 'won' | 'lost']

/** What a tenant begins with. */
const usual: readonly Usual[] = [
  ['New', 10, 'open'],
  ['Qualified', 30, 'open'],
  ['Proposal', 50, 'open'],
  ['Negotiation', 70, 'open'],
  ['Won', 100, 'won'],
  ['Lost', 0, 'lost'],
]

/** A step on the way of a deal. All locations of a tenant go the same way. */
export class Stage extends Model {
  static override table = 'crm_stages'
  static override label = { one: 'stage', many: 'stages' }
  static override icon = 'milestone'

  static override fields = {
    name: text({ label: 'Name', required: true, size: 60, search: true, tracked: true }),
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
      help: 'How many of a hundred deals in this stage are won in the end.',
    }),
    folded: boolean({
      label: 'Folded',
      help: 'Boards show the stage as a narrow column.',
    }),
    active: boolean({ label: 'Active', default: true }),
  }

  /** The stage in which deals begin. A tenant without stages gets the usual ones. */
  static async ofNewDeals(): Promise<Stage> {
    return (await this.#foremost()) ?? this.#begin()
  }

  static #foremost(): Promise<Stage | null> {
    return Stage.query().where('active', true).orderBy('sequence').orderBy('id').first()
  }

  /** Of two who begin at the same time, the second finds what the first has made. */
  static async #begin(): Promise<Stage> {
    await lockNames(['crm.stages'])
    const made = await this.#foremost()
    if (made) return made
    for (const [index, [name, probability, outcome]] of usual.entries()) {
      const sequence = (index + 1) * 10
      await Stage.create({ name, sequence, probability, outcome, folded: outcome === 'lost' })
    }
    return (await this.#foremost())!
  }
}

export interface Stage extends Has<typeof Stage> {}
