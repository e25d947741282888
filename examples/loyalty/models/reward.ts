import { Model, boolean, integer, text, type Has } from '#addon'

/** What members get for their points. */
export class Reward extends Model {
  static override table = 'loyalty_rewards'
  static override label = { one: 'reward', many: 'rewards' }
  static override icon = 'award'

  static override fields = {
    name: text({ label: 'Name', required: true, size: 80, search: true, tracked: true }),
    points: integer({ label: 'Points', required: true, min: 1, max: 100_000, tracked: true }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Reward extends Has<typeof Reward> {}
