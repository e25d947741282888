import type { HttpContext } from '@adonisjs/core/http'
import type { FieldTexts } from '../field_texts.ts'
import { textsOfLines, type Line } from './line_texts.ts'
import { storedLines } from './lines_reader.ts'
import type { LinesPlan } from './lines_plan.ts'

/** The posted lines as they are saved now; those that are gone are absent. */
export async function readStoredLines(
  { environment, registry, asker }: HttpContext,
  plans: ReadonlyMap<string, LinesPlan>,
  recordId: string,
  lines: readonly Line[]
): Promise<FieldTexts> {
  const groups = [...Map.groupBy(lines, ({ name }) => name)]
  if (groups.length === 0) return {}
  const statements = groups.map(([name, group]) => {
    const ids = group.map(({ id }) => id)
    return storedLines(registry, plans.get(name)!, recordId, ids)
  })
  const answers = await environment!.read(statements)
  const texts = groups.map(([name], index) =>
    textsOfLines(name, plans.get(name)!, answers[index]!, asker.timeZone)
  )
  return Object.assign({}, ...texts) as FieldTexts
}
