import { searchedParts } from './searchable.ts'
import { columnAt, type Place } from './sql_context.ts'

/** The text that a search in this field looks at: a column, or the parts of a computed text. */
export function searchedText(place: Place, name: string): string {
  const columns = searchedParts(place.model, name).map((part) => columnAt(place, part))
  return columns.length === 1 ? columns[0]! : `concat_ws(' ', ${columns.join(', ')})`
}
