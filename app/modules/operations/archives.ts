import type { Look } from './catalogue.ts'
import { archivedTables, type TableSize } from './sizes.ts'

/** What a module left behind when it was uninstalled. */
export interface ArchiveSummary {
  id: number
  module: string
  title: string
  version: string
  archivedAt: Date
  tables: TableSize[]
  rows: number
  bytes: number
}

/** Every archive, latest first. */
export async function listArchives(look: Look): Promise<ArchiveSummary[]> {
  const archives = await look<Omit<ArchiveSummary, 'tables' | 'rows' | 'bytes'>>(
    `select id, module, title, version, archived_at as "archivedAt" from app.module_archives
     order by id desc`
  )
  const summaries: ArchiveSummary[] = []
  for (const archive of archives) {
    const tables = await archivedTables(archive.id, look)
    const sum = (of: (table: TableSize) => number) =>
      tables.reduce((total, table) => total + of(table), 0)
    summaries.push({
      ...archive,
      tables,
      rows: sum(({ rows }) => rows),
      bytes: sum(({ bytes }) => bytes),
    })
  }
  return summaries
}
