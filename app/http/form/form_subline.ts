import type { HttpContext } from '@adonisjs/core/http'
import { badgeCell, locationCell, tagMark, type Tone } from '../../views/list/cells.ts'
import { toneOf } from '../../views/people.ts'
import type { FormPlan } from './form_plan.ts'
import type { Row } from './form_reader.ts'

/** What stands under the record's name: its state, its location, its tags. */
export function sublineOf({ identity }: HttpContext, plan: FormPlan, row: Row): string {
  const parts: string[] = []
  for (const [name, field] of plan.fields) {
    if (field.kind === 'selection' && field.options.tones && row[name]) {
      const tone = field.options.tones[String(row[name])]
      const label = field.options.options?.[String(row[name])]
      parts.push(badgeCell(label, (tone === 'idle' || !tone ? null : tone) as Tone))
    }
    if (name === 'location' && row['location.title']) {
      const place = identity!.locations.findIndex(({ id }) => id === row.location)
      const title = String(row['location.title'])
      parts.push(locationCell(title.slice(0, 1).toUpperCase(), title, (Math.max(place, 0) % 6) + 1))
    }
    if (field.kind === 'many2many' && Array.isArray(row[name])) {
      const pairs = row[name] as [id: string, title: string | null][]
      const titles = pairs.map(([, title]) => title).filter((title) => title !== null)
      const tags = titles.map((label) => tagMark(label, toneOf(label))).join('')
      parts.push(`<span class="tags">${tags}</span>`)
    }
  }
  return parts.join(' ')
}
