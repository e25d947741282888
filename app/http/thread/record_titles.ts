import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'

/** What names a record from outside. */
export interface Named {
  table: string
  recordId: string
}

export interface RecordTitle {
  title: string
  href: string
  /** "contact" */
  what: string
}

export function titleKey({ table, recordId }: Named): string {
  return `${table} ${recordId}`
}

/** The models of a registry whose records have a screen, by table. */
export function homesByTable(registry: Registry) {
  return new Map([...registry.home].map(([model, action]) => [model.table, { model, action }]))
}

/**
 * Titles and addresses of records of whatever models, in one round trip. Records that the asker may
 * not read are missing, as are those whose module is not there.
 */
export async function recordTitles(
  { environment, registry, asker, page }: HttpContext,
  named: readonly Named[]
): Promise<Map<string, RecordTitle>> {
  const homes = homesByTable(registry)
  const byTable = Map.groupBy(named, ({ table }) => table)
  const asked = [...byTable].flatMap(([table, group]) => {
    const home = homes.get(table)
    const isOpen = home?.action.form && registry.shows(asker, home.action)
    return isOpen ? [{ ...home, ids: [...new Set(group.map(({ recordId }) => recordId))] }] : []
  })
  const statements = asked.map(({ model, ids }) =>
    titlesOf(new Records(model, registry.access), ids)
  )
  const answers = statements.length > 0 ? await environment!.read(statements) : []
  const titles = new Map<string, RecordTitle>()
  for (const [index, { model, action }] of asked.entries()) {
    for (const row of answers[index]!) {
      const title = String(row[model.titleField] ?? '') || page.t('ui.form.untitled')
      const href = `${action.href}/${String(row.id)}`
      titles.set(`${model.table} ${String(row.id)}`, { title, href, what: model.labels.one })
    }
  }
  return titles
}

function titlesOf(records: Records<typeof Model>, ids: string[]) {
  const fields = [records.model.titleField]
  return records.select({ fields, ids, order: [], limit: ids.length })
}
