import { Environment } from '../../environment/environment.ts'
import type { ExportFormat, ExportRequest } from './export_request.ts'

/** So many presets a user keeps for a screen. */
const MOST = 30

/** The longest name of a preset. */
export const LONGEST_NAME = 60

/** What a user exports again and again. */
export interface ExportPreset {
  name: string
  columns: string[]
  format: ExportFormat
  forImport: boolean
  withMark: boolean
}

const PRESETS = `
select name, columns, format, for_import as "forImport", with_mark as "withMark"
from export_presets where tenant_id = $1 and user_id = $2 and screen = $3 order by name limit ${MOST}`

const KEEP = `
insert into export_presets (user_id, screen, name, columns, format, for_import, with_mark)
select $2, $3, $4, $5, $6, $7, $8
where exists (select from export_presets where tenant_id = $1 and user_id = $2 and screen = $3 and name = $4)
  or (select count(*) from export_presets where tenant_id = $1 and user_id = $2 and screen = $3) < ${MOST}
on conflict (tenant_id, user_id, screen, name) do update set columns = excluded.columns,
  format = excluded.format, for_import = excluded.for_import, with_mark = excluded.with_mark
returning name`

const FORGET = `
delete from export_presets where tenant_id = $1 and user_id = $2 and screen = $3 and name = $4`

/** The presets of the asker for a screen. */
export class ExportPresets {
  #environment = Environment.current()
  #screen: string

  constructor(screen: string) {
    this.#screen = screen
  }

  get #keys(): unknown[] {
    const { tenantId, userId } = this.#environment.asker
    return [tenantId, userId, this.#screen]
  }

  async all(): Promise<ExportPreset[]> {
    const [rows] = await this.#environment.read([{ text: PRESETS, values: this.#keys }])
    return rows as unknown as ExportPreset[]
  }

  /** Keeps a preset, instead of one with this name. Returns whether there was room for it. */
  async keep(name: string, { columns, format, forImport, withMark }: ExportRequest) {
    const values = [...this.#keys, name, columns, format, forImport, withMark]
    return (await this.#environment.query(KEEP, values)).length > 0
  }

  async forget(name: string): Promise<void> {
    await this.#environment.query(FORGET, [...this.#keys, name])
  }
}
