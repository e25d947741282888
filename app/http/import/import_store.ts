import { createError } from '@adonisjs/core/exceptions'
import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import type { ChunkResult } from './chunk_result.ts'
import type { Meanings } from './meanings.ts'
import type { ImportSettings } from './settings.ts'
import { gatherUnclear, type UnclearFields } from './unclear_fields.ts'

export type ImportState =
  'matching' | 'testing' | 'tested' | 'running' | 'done' | 'undoing' | 'undone'

/** An import as it is kept. */
export interface StoredImport {
  id: string
  screen: string
  fileName: string
  headings: string[]
  settings: ImportSettings
  mapping: (string | null)[]
  /** What words mean that nothing answers to. */
  meanings: Meanings
  /** The words of that kind that the last test has found. */
  unclear: UnclearFields
  state: ImportState
  rowCount: number
  /** Why it did not go on, in words. */
  fault: string | null
  createdAt: Date
}

/** A piece of the rows. */
export interface Chunk {
  number: number
  firstRow: number
  /** Of the first row and those after it; none of those that are blank. */
  cells: string[][]
}

/** What came of all rows so far. */
export interface Progress extends Omit<ChunkResult, 'faults' | 'differences' | 'made' | 'unclear'> {
  done: number
  /** How many records were made because cells name them, by tables. */
  made: Readonly<Record<string, number>>
}

/** What of a chunk's result is about single rows. */
export type SaidOfRows = Pick<ChunkResult, 'faults' | 'differences'>

/** What a chunk keeps of its rows: what a test says would come of them, or what came of them. */
export type Phase = 'test' | 'result'

/** There is no such import, or it is somebody else's. */
export const E_NO_SUCH_IMPORT = createError('There is no such import', 'E_NO_SUCH_IMPORT', 404)

const PIECE = 1024 * 1024
const COLUMNS = `id, screen, file_name as "fileName", headings, settings, mapping, meanings,
  unclear, state, row_count as "rowCount", fault, created_at as "createdAt"`
const JSON_COLUMNS = ['settings', 'mapping', 'meanings', 'unclear']
const OWN = 'tenant_id = $1 and user_id = $2'

/** The imports of the asker. Nobody sees those of others. */
export class ImportStore {
  #environment = Environment.current()

  get #asker(): unknown[] {
    const { tenantId, userId } = this.#environment.asker
    return [tenantId, userId]
  }

  async find(id: string): Promise<StoredImport> {
    if (!isUuid(id)) throw new E_NO_SUCH_IMPORT()
    const text = `select ${COLUMNS} from imports where ${OWN} and id = $3`
    const [rows] = await this.#environment.read([{ text, values: [...this.#asker, id] }])
    if (!rows![0]) throw new E_NO_SUCH_IMPORT()
    return rows![0] as unknown as StoredImport
  }

  /** The last imports into a screen, the newest first. */
  async recent(screen: string, limit = 10): Promise<StoredImport[]> {
    const text = `select ${COLUMNS} from imports where ${OWN} and screen = $3
      order by created_at desc limit ${limit}`
    const [rows] = await this.#environment.read([{ text, values: [...this.#asker, screen] }])
    return rows as unknown as StoredImport[]
  }

  /**
   * The import before this one of a file with the same headings, if it was tested. Rows that it
   * has refused come back with two headings more.
   */
  async remembered(screen: string, headings: readonly string[]): Promise<StoredImport | null> {
    const all = await this.recent(screen, 50)
    const known = [headings, headings.slice(0, -2)].map((each) => JSON.stringify(each))
    const found = (names: string) =>
      all.find((each) => each.state !== 'matching' && JSON.stringify(each.headings) === names)
    return found(known[0]!) ?? found(known[1]!) ?? null
  }

  async create(
    given: Pick<
      StoredImport,
      'screen' | 'fileName' | 'headings' | 'settings' | 'mapping' | 'meanings'
    >,
    content: Buffer
  ): Promise<string> {
    const { screen, fileName, headings, settings, mapping, meanings } = given
    const [row] = await this.#environment.query<{ id: string }>(
      `insert into imports (user_id, screen, file_name, headings, settings, mapping, meanings)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        this.#asker[1],
        screen,
        fileName,
        headings,
        JSON.stringify(settings),
        JSON.stringify(mapping),
        JSON.stringify(meanings),
      ]
    )
    for (let at = 0, number = 0; at < content.length; at += PIECE, number++) {
      await this.#environment.query(
        'insert into import_files (import_id, number, content) values ($1, $2, $3)',
        [row!.id, number, content.subarray(at, at + PIECE)]
      )
    }
    return row!.id
  }

  async change(id: string, to: Partial<Omit<StoredImport, 'id' | 'createdAt'>>): Promise<void> {
    const columns = { rowCount: 'row_count', fileName: 'file_name' } as Record<string, string>
    const entries = Object.entries(to)
    const set = entries.map(([name], index) => `${columns[name] ?? name} = $${index + 4}`)
    const values = entries.map(([name, value]) =>
      JSON_COLUMNS.includes(name) ? JSON.stringify(value) : value
    )
    await this.#environment.query(`update imports set ${set.join(', ')} where ${OWN} and id = $3`, [
      ...[...this.#asker, id],
      ...values,
    ])
  }

  async discard(id: string): Promise<void> {
    await this.#environment.query(`delete from imports where ${OWN} and id = $3`, [
      ...this.#asker,
      id,
    ])
  }

  /** The file, piece by piece. */
  async *pieces(id: string): AsyncGenerator<Uint8Array> {
    for (let number = 0; ; number++) {
      const [rows] = await this.#environment.read([
        {
          text: 'select content from import_files where tenant_id = $1 and import_id = $2 and number = $3',
          values: [this.#asker[0], id, number],
        },
      ])
      if (!rows![0]) return
      yield rows![0].content as Buffer
    }
  }

  async addChunk(id: string, { number, firstRow, cells }: Chunk): Promise<void> {
    await this.#environment.query(
      `insert into import_chunks (import_id, number, first_row, cells, row_count)
       values ($1, $2, $3, $4, $5)`,
      [id, number, firstRow, JSON.stringify(cells), cells.filter(({ length }) => length > 0).length]
    )
  }

  async hasChunks(id: string): Promise<boolean> {
    const rows = await this.#environment.query(
      'select from import_chunks where tenant_id = $1 and import_id = $2 limit 1',
      [this.#asker[0], id]
    )
    return rows.length > 0
  }

  /** Forgets the rows, so that they are read anew, or only what a test has said about them. */
  async forget(id: string, what: 'rows' | 'test'): Promise<void> {
    await this.#environment.query(
      what === 'rows'
        ? 'delete from import_chunks where tenant_id = $1 and import_id = $2'
        : 'update import_chunks set test = null where tenant_id = $1 and import_id = $2',
      [this.#asker[0], id]
    )
  }

  /** The first chunk that waits. */
  async nextNumber(id: string, what: Phase): Promise<number | null> {
    const [chunk] = await this.#environment.query<{ number: number }>(
      `select number from import_chunks where tenant_id = $1 and import_id = $2 and ${what} is null
       order by number limit 1`,
      [this.#asker[0], id]
    )
    return chunk?.number ?? null
  }

  async chunk(id: string, number: number): Promise<Chunk | null> {
    const [chunk] = await this.#environment.query<Chunk & Record<string, unknown>>(
      `select number, first_row as "firstRow", cells from import_chunks
       where tenant_id = $1 and import_id = $2 and number = $3`,
      [this.#asker[0], id, number]
    )
    return chunk ?? null
  }

  /** Says what came of a chunk, in the transaction that has written its records. */
  async settle(id: string, number: number, what: Phase, result: ChunkResult) {
    const entry =
      what === 'result' && this.#environment.hasWritten ? this.#environment.entryId : null
    await this.#environment.query(
      `update import_chunks set ${what} = $4, entry_id = coalesce($5, entry_id)
       where tenant_id = $1 and import_id = $2 and number = $3`,
      [this.#asker[0], id, number, JSON.stringify(result), entry]
    )
  }

  async progress(id: string, what: Phase): Promise<Progress> {
    const values = [this.#asker[0], id]
    const sum = (name: string) => `coalesce(sum((${what} ->> '${name}')::int), 0)::int as ${name}`
    const figures = `select ${['created', 'updated', 'skipped', 'failed', 'records'].map(sum).join(', ')},
      coalesce(sum(row_count) filter (where ${what} is not null), 0)::int as done
      from import_chunks where tenant_id = $1 and import_id = $2`
    const made = `select key as name, sum(jsonb_array_length(value))::int as count
      from import_chunks, jsonb_each(${what} -> 'made') where tenant_id = $1 and import_id = $2
      group by key having sum(jsonb_array_length(value)) > 0 order by count desc, key`
    const [rows, tables] = await this.#environment.read([
      { text: figures, values },
      { text: made, values },
    ])
    const counts = tables!.map(({ name, count }) => [name, count])
    return { ...rows![0], made: Object.fromEntries(counts) } as unknown as Progress
  }

  /** The names of records that the chunks of a test have made so far, by tables. */
  async namesMade(id: string): Promise<Map<string, Set<string>>> {
    const rows = await this.#environment.query<{ name: string; names: string[] }>(
      `select m.key as name, array_agg(n.value) as names from import_chunks,
         jsonb_each(test -> 'made') m, jsonb_array_elements_text(m.value) n
       where tenant_id = $1 and import_id = $2 group by m.key`,
      [this.#asker[0], id]
    )
    return new Map(rows.map(({ name, names }) => [name, new Set(names)]))
  }

  /** Puts together the words that a test has found in the chunks and that nothing answers to. */
  async gatherUnclear(id: string): Promise<void> {
    const unclear = await gatherUnclear(this.#environment, id)
    await this.change(id, { unclear })
  }

  /** What is said about single rows, chunk by chunk. */
  async results(id: string, what: Phase, limit: number): Promise<SaidOfRows[]> {
    const text = `select ${what} - array['made', 'unclear'] as result from import_chunks where tenant_id = $1 and import_id = $2
      and ${what} is not null order by number limit ${limit}`
    const [rows] = await this.#environment.read([{ text, values: [this.#asker[0], id] }])
    return rows!.map(({ result }) => result as SaidOfRows)
  }

  /** The rows that were refused, each with its number, its cells and the reason. */
  async *failed(id: string, what: Phase) {
    for (let after = -1; ;) {
      const [rows] = await this.#environment.read([
        {
          text: `select number, first_row as "firstRow", cells, ${what} -> 'faults' as faults
            from import_chunks where tenant_id = $1 and import_id = $2 and number > $3
            and jsonb_array_length(${what} -> 'faults') > 0 order by number limit 1`,
          values: [this.#asker[0], id, after],
        },
      ])
      const chunk = rows![0] as unknown as (Chunk & Pick<ChunkResult, 'faults'>) | undefined
      if (!chunk) return
      after = chunk.number
      for (const [row, reason] of chunk.faults) {
        yield { row, reason, cells: chunk.cells[row - chunk.firstRow]! }
      }
    }
  }

  /** The entries of the audit log that the chunks have made, the last one first. */
  async entries(id: string): Promise<string[]> {
    const rows = await this.#environment.query<{ id: string }>(
      `select entry_id as id from import_chunks where tenant_id = $1 and import_id = $2
       and exists (select from audit_entries e where e.tenant_id = $1 and e.id = entry_id)
       order by number desc`,
      [this.#asker[0], id]
    )
    return rows.map((row) => row.id)
  }
}
