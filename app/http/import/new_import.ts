import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Field } from '../../domains/fields.ts'
import type { DateFormat } from '../../identity/who.ts'
import {
  dateOrderOf,
  delimiterOf,
  encodingOf,
  isBinary,
  isHeadings,
  isWorkbook,
  pointOf,
} from './detect.ts'
import { ImportStore } from './import_store.ts'
import { rowsOf } from './read_rows.ts'
import type { ImportSettings } from './settings.ts'
import { suggestFields } from './suggest.ts'
import { E_UNREADABLE_FILE } from './unreadable_file.ts'

const SAMPLES = 5
const LOOKED_AT = 500

/** The decimal point of files in which no number tells it: where commas are points, semicolons part. */
const usualPoint = { ',': '.', ';': ',', '\t': '.', '|': '.' } as const

/** What the first rows of a file say. */
export interface Preview {
  hasHeadings: boolean
  headings: string[]
  samples: string[][]
  looked: string[][]
}

/** Keeps an uploaded file as a new import, with what can be told about it. Returns its id. */
export async function newImport(
  path: string,
  {
    screen,
    fileName,
    fields,
    dateFormat,
  }: {
    screen: string
    fileName: string
    fields: ReadonlyMap<string, Field>
    dateFormat: DateFormat
  }
): Promise<string> {
  const content = await readFile(path)
  const kind = isWorkbook(content) ? 'xlsx' : 'csv'
  const head = content.subarray(0, 64 * 1024)
  const encoding = encodingOf(content)
  const start = kind === 'csv' ? new TextDecoder(encoding).decode(head) : ''
  if (isBinary(start)) throw new E_UNREADABLE_FILE('unreadable')
  const delimiter = delimiterOf(start)
  const reading = { kind, encoding, delimiter } as const
  const { hasHeadings, headings, samples, looked } = await previewOf(
    createReadStream(path),
    reading,
    (row) => isHeadings(row) || suggestFields(row, fields).some((name) => name !== null)
  )
  const store = new ImportStore()
  const remembered = await store.remembered(screen, headings)
  const mapping = remembered
    ? headings
        .map((_, at) => remembered.mapping[at] ?? null)
        .map((name) => (name && fields.has(name) ? name : null))
    : suggestFields(headings, fields)
  const key = ['id', 'email'].find((name) => mapping.includes(name)) ?? ''
  const known: Partial<ImportSettings> = remembered?.settings ?? {}
  const settings: ImportSettings = {
    ...{ key, onMatch: 'update', clearsEmpty: false },
    ...known,
    ...reading,
    point: kind === 'xlsx' ? '.' : (pointOf(looked) ?? known.point ?? usualPoint[delimiter]),
    dateOrder: dateOrderOf(looked) ?? known.dateOrder ?? (dateFormat === 'mdy' ? 'mdy' : 'dmy'),
    hasHeadings,
    samples,
  }
  const meanings = remembered?.meanings ?? {}
  return store.create({ screen, fileName, headings, settings, mapping, meanings }, content)
}

/** The headings and the first rows of a file, told whether the first one names columns. */
export async function previewOf(
  pieces: AsyncIterable<Uint8Array>,
  settings: Pick<ImportSettings, 'kind' | 'encoding' | 'delimiter'>,
  isNames: (row: readonly string[]) => boolean
): Promise<Preview> {
  const looked: string[][] = []
  for await (const row of rowsOf(pieces, settings)) {
    if (row.length > 0) looked.push(row)
    if (looked.length > LOOKED_AT) break
  }
  if (looked.length === 0) throw new E_UNREADABLE_FILE('noRows')
  const width = Math.max(...looked.map((row) => row.length))
  const hasHeadings = isNames(looked[0]!)
  const first = hasHeadings ? looked.shift()! : []
  const headings = Array.from({ length: width }, (_, at) => first[at] || `${at + 1}`)
  return { hasHeadings, headings, samples: looked.slice(0, SAMPLES), looked }
}
