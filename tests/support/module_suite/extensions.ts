import { inEnglish } from '#app/domains/reasons'
import { AppliedExtensions } from '#app/modules/applied_extensions'
import type { Aspect } from './aspect.ts'

/** What a module adds to others must find its place while those are installed. */
export const extensionAspects: Aspect[] = [
  {
    title: 'extends other modules where they can be extended',
    faults: (module, house) => {
      const extensions = new AppliedExtensions(house, [])
      for (const view of house.flatMap(({ views }) => views)) extensions.treeOf(view)
      return extensions.faults
        .filter(({ by }) => by === module.name)
        .map(({ file, reason }) => `${file}: ${inEnglish(reason)}`)
    },
  },
]
