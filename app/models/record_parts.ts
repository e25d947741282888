/**
 * Tables of what hangs on records of any model: each row names a record by `record_table` and
 * `record_id` and has the record's location. Triggers keep it so: a row follows its record to another
 * location and goes with it (database/foundation/record_parts.ts).
 */
export const recordParts: readonly string[] = [
  'messages',
  'activities',
  'attachments',
  'followers',
  'notifications',
]
