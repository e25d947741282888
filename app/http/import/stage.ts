import { RecordBegins } from './file_records.ts'
import { ImportStore } from './import_store.ts'
import { rowsOf } from './read_rows.ts'

/** So many rows are written in one transaction; rows of one record are not parted. */
const CHUNK_SIZE = 1000

/** Reads the rows of an import's file into chunks, unless that was done. */
export async function stageRows(importId: string): Promise<void> {
  const store = new ImportStore()
  if (await store.hasChunks(importId)) return
  const { settings, mapping } = await store.find(importId)
  const begins = new RecordBegins(mapping, settings)
  let cells: string[][] = []
  let number = 0
  let firstRow = 0
  let row = 0
  let rowCount = 0
  let hasHeadings = settings.hasHeadings
  const add = async () => {
    if (cells.length > 0) await store.addChunk(importId, { number, firstRow, cells })
    number += 1
    cells = []
  }
  for await (const each of rowsOf(store.pieces(importId), settings)) {
    row += 1
    if (each.length === 0) continue
    if (hasHeadings) {
      hasHeadings = false
      continue
    }
    const isNext = begins.at(each)
    if (isNext && cells.length >= CHUNK_SIZE) await add()
    if (cells.length === 0) firstRow = row
    while (firstRow + cells.length < row) cells.push([])
    cells.push(each)
    rowCount += 1
  }
  await add()
  await store.change(importId, { rowCount })
}
