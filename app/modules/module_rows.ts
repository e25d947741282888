import type { Look } from './operations/catalogue.ts'
import type { ModuleState } from './operations/operation.ts'

/** What the database says about a module. One that was never installed has no row. */
export interface ModuleRow {
  name: string
  title: string | null
  version: string
  state: ModuleState
  depends: string[]
}

/** What the database says about every module that it knows, by name. */
export async function readModuleRows(look: Look): Promise<Map<string, ModuleRow>> {
  const rows = await look<ModuleRow>(
    'select name, title, version, state, depends from app.modules order by name'
  )
  return new Map(rows.map((row) => [row.name, row]))
}
