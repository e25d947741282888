import { listed } from '../contributions/wording.ts'
import type { ShippedEffect } from '../ship_data.ts'
import type { Change } from './operation.ts'

/** What becomes of the records that modules ship, in words. */
export function recordChanges(shipped: readonly (ShippedEffect & { module: string })[]): Change[] {
  return shipped.map(({ module, name, ...effect }) => {
    const { made, changed, withdrawn, kept } = effect
    const parts = [
      ['made', 'made', made],
      ['changed', 'changed', changed],
      ['withdrawn', 'taken back', withdrawn],
      ['kept', 'kept as edited', kept],
    ] as const
    const counted = parts.filter(([, , count]) => count > 0)
    const words = counted.map(
      ([, word, count]) => `${word} for ${count} tenant${count > 1 ? 's' : ''}`
    )
    return {
      module,
      kind: 'record' as const,
      name: [`${module}.${name}`, ...words].join(', '),
      words: listed([
        `${module}.${name}`,
        ...counted.map(([key, , count]) => ({ key: `apps.record.${key}`, values: { count } })),
      ]),
      effect: withdrawn > 0 ? 'removed' : made > 0 || counted.length === 0 ? 'added' : 'changed',
    }
  })
}
