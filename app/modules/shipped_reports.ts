import type { ReportDeclaration } from '../views/reports/declaration.ts'
import type { LoadedModule } from './loader.ts'
import type { Terms } from './terms.ts'

/** A report that a module brings, in one language. */
export interface ShippedReport extends ReportDeclaration {
  /** Its module and its own name: `crm.pipeline`. */
  name: string
  /** The module as people know it. */
  app: string
}

/** Gathers the reports of modules. */
export function shippedReports(
  modules: readonly LoadedModule[],
  terms: Terms | null
): ShippedReport[] {
  return modules.flatMap((module) => {
    const read = terms ? terms.of(module.name) : (text: string) => text
    return Object.entries(module.reports).map(([name, report]) => ({
      ...report,
      name: `${module.name}.${name}`,
      app: read(module.menu?.label ?? module.manifest.title),
      label: read(report.label),
      description: report.description && read(report.description),
    }))
  })
}
