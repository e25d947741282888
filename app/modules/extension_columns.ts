import { columnOf, isStored } from '../domains/fields.ts'
import { reason } from '../domains/reasons.ts'
import type { FieldExtension } from '../models/extension.ts'
import type { ExtensionFault } from './extensions.ts'
import type { LoadedModule } from './loader.ts'
import type { Look } from './operations/catalogue.ts'

/**
 * The modules without those files of extensions that add a field for which there is no column:
 * every page about such records would fail. They are told of as faults.
 */
export async function withoutMissingColumns(
  modules: readonly LoadedModule[],
  look: Look
): Promise<LoadedModule[]> {
  const names = new Set(modules.map(({ name }) => name))
  const live = modules.flatMap(({ extensions }) =>
    extensions.filter((file) => names.has(file.module))
  )
  const tables = new Set(live.flatMap(fieldsIn).map(({ model }) => model.table))
  if (tables.size === 0) return [...modules]
  const columns = await columnsOf([...tables], look)
  return modules.map((module) => {
    const faults = module.extensions.flatMap((file): ExtensionFault[] => {
      const missing = names.has(file.module) && missingIn(fieldsIn(file), columns)
      if (!missing) return []
      const { extensions: _, ...origin } = file
      return [{ ...origin, reason: reason('noColumn', { column: missing }) }]
    })
    const isFaulty = new Set(faults.map(({ file }) => file))
    return {
      ...module,
      extensions: module.extensions.filter(({ file }) => !isFaulty.has(file)),
      extensionFaults: [...module.extensionFaults, ...faults],
    }
  })
}

function fieldsIn({ extensions }: LoadedModule['extensions'][number]): FieldExtension[] {
  return extensions.filter((each): each is FieldExtension => each.kind === 'fields')
}

function missingIn(added: FieldExtension[], columns: ReadonlySet<string>): string | undefined {
  return added
    .flatMap(({ model, fields }) =>
      Object.entries(fields)
        .filter(([, field]) => isStored(field))
        .map(([name, field]) => `${model.table}.${columnOf(name, field)}`)
    )
    .find((column) => !columns.has(column))
}

/** The columns of tables that are in use, as in `crm_contacts.name`. */
export async function columnsOf(
  tables: readonly string[],
  look: Look
): Promise<ReadonlySet<string>> {
  const rows = await look<{ column: string }>(
    `select format('%s.%s', c.relname, a.attname) as "column" from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)`,
    [tables]
  )
  return new Set(rows.map(({ column }) => column))
}
