import { customizableModels } from './custom_fields.ts'
import { Registry } from './registry.ts'

/** The models of the installed modules as a choice: what people call their records, by table. */
export function modelChoices(): Record<string, string> {
  const { modules } = Registry.current
  return namesOf(modules.flatMap(({ models }) => models))
}

/** The models that can have custom fields, as a choice. */
export function customizableModelChoices(): Record<string, string> {
  return namesOf([...customizableModels(Registry.current.modules).values()])
}

function namesOf(models: readonly { table: string; labels: { many: string } }[]) {
  const names = models.map(({ table, labels: { many } }): [string, string] => [
    table,
    many.charAt(0).toUpperCase() + many.slice(1),
  ])
  return Object.fromEntries(names.sort(([, a], [, b]) => a.localeCompare(b)))
}
