import type { Input } from '../../../access/records.ts'
import type { Model } from '../../../models/model.ts'

/** What a new line gets from its record: it belongs to the same location. */
export function inheritedBy(target: typeof Model, record: Model): Input {
  const { location } = target.allFields
  const { locationId } = record as unknown as { locationId?: string | null }
  return location && locationId ? { location: locationId } : {}
}
