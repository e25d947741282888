/**
 * What every module must be, third-party ones too. `tests/functional/module_suite.spec.ts` runs it
 * over every module on disk; each function returns a sentence for each fault.
 */
export { apiFaults, demoClients, type DemoClients } from './module_suite/api.ts'
export { type Aspect, type House } from './module_suite/aspect.ts'
export { buildFromNothing, type Scratch } from './module_suite/scratch.ts'
export { routeFaults } from './module_suite/routes.ts'
export { schemaFaults } from './module_suite/schema.ts'
import { declarationAspects } from './module_suite/declarations.ts'
import { extensionAspects } from './module_suite/extensions.ts'
import { printoutAspects } from './module_suite/printouts.ts'
import { viewAspects } from './module_suite/views.ts'

export const aspects = [
  ...declarationAspects,
  ...viewAspects,
  ...printoutAspects,
  ...extensionAspects,
]
