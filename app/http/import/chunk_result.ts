/** What came of the rows of a chunk. The four numbers add up to its rows. */
export interface ChunkResult {
  created: number
  updated: number
  skipped: number
  failed: number
  /** How many records the rows are: rows of lines are counted with their record. */
  records: number
  /** Names of records that were made because cells name them, by tables, each once for the file. */
  made: Readonly<Record<string, readonly string[]>>
  /** Words that nothing answers to, whether or not somebody has said what they mean. */
  unclear: UnclearCount[]
  /** Rows that were refused, by their number in the file, each with the reason. */
  faults: [row: number, reason: string][]
  /** The first differences, for people to look at before they import. */
  differences: Difference[]
}

/** What a row would change, or make. */
export interface Difference {
  row: number
  kind: 'created' | 'updated'
  values: { label: string; before: string | null; after: string }[]
}

/** A word that nothing answers to, with the number of the rows of a chunk that hold it. */
export interface UnclearCount {
  /** As the mapping names the field. */
  field: string
  key: string
  word: string
  isSeveral: boolean
  rows: number
}

export const nothing: ChunkResult = {
  ...{ created: 0, updated: 0, skipped: 0, failed: 0, records: 0 },
  made: {},
  unclear: [],
  faults: [],
  differences: [],
}
