import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import { Environment } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Translate } from '../../views/texts.ts'

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
  /** The fields that the asker may see, by name. */
  fields: ReadonlyMap<string, Field>
}

export function titleKey({ table, recordId }: Named): string {
  return `${table} ${recordId}`
}

/**
 * Titles and addresses of records of whatever models, in one round trip. Records that the asker may
 * not read are missing, as are those whose module is not there.
 */
export async function recordTitles(
  registry: Registry,
  t: Translate,
  named: readonly Named[]
): Promise<Map<string, RecordTitle>> {
  const environment = Environment.current()
  const homes = new Map([...registry.home].map(([model, action]) => [model.table, action]))
  const asked = [...Map.groupBy(named, ({ table }) => table)].flatMap(([table, group]) => {
    const action = homes.get(table)
    if (!action?.form || !registry.shows(environment.asker, action)) return []
    const records = new Records(action.model, registry.access)
    return [{ action, records, ids: [...new Set(group.map(({ recordId }) => recordId))] }]
  })
  if (asked.length === 0) return new Map()
  const answers = await environment.read(asked.map(({ records, ids }) => titlesOf(records, ids)))
  const titles = asked.flatMap(({ action: { model, href }, records: { fields } }, index) =>
    answers[index]!.map(({ id, [model.titleField]: title }): [string, RecordTitle] => [
      titleKey({ table: model.table, recordId: String(id) }),
      {
        title: String(title ?? '') || t('ui.form.untitled'),
        href: `${href}/${String(id)}`,
        what: model.labels.one,
        fields,
      },
    ])
  )
  return new Map(titles)
}

function titlesOf(records: Records<typeof Model>, ids: string[]) {
  const fields = [records.model.titleField]
  return records.select({ fields, ids, order: [], limit: ids.length })
}
