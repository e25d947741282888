import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Field } from '../../domains/fields.ts'
import type { DateFormat } from '../../identity/who.ts'
import { delimiterOf, encodingOf, isWorkbook, pointOf } from './detect.ts'
import { ImportStore } from './import_store.ts'
import { E_UNREADABLE_FILE, rowsOf } from './read_rows.ts'
import type { ImportSettings } from './settings.ts'
import { suggestFields } from './suggest.ts'

const SAMPLES = 5
const LOOKED_AT = 50

/** What the first rows of a file say. */
export interface Preview {
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
  const encoding = encodingOf(head)
  const delimiter = kind === 'csv' ? delimiterOf(new TextDecoder(encoding).decode(head)) : ','
  const reading = { kind, encoding, delimiter } as const
  const preview = await previewOf(createReadStream(path), { ...reading, hasHeadings: true })
  const store = new ImportStore()
  const remembered = await store.remembered(screen, preview.headings)
  const mapping =
    remembered?.mapping.map((name) => (name && fields.has(name) ? name : null)) ??
    suggestFields(preview.headings, fields)
  const key = ['id', 'email'].find((name) => mapping.includes(name)) ?? ''
  const settings: ImportSettings = {
    ...{ point: pointOf(preview.looked), dateOrder: dateFormat === 'mdy' ? 'mdy' : 'dmy' },
    ...{ key, onMatch: 'update', clearsEmpty: false },
    ...remembered?.settings,
    ...reading,
    hasHeadings: true,
    samples: preview.samples,
  }
  const { headings } = preview
  return store.create({ screen, fileName, headings, settings, mapping }, content)
}

/** The headings and the first rows of a file. Throws E_UNREADABLE_FILE. */
export async function previewOf(
  pieces: AsyncIterable<Uint8Array>,
  settings: Pick<ImportSettings, 'kind' | 'encoding' | 'delimiter' | 'hasHeadings'>
): Promise<Preview> {
  const looked: string[][] = []
  for await (const row of rowsOf(pieces, settings)) {
    looked.push(row)
    if (looked.length > LOOKED_AT) break
  }
  if (looked.length === 0) throw new E_UNREADABLE_FILE(['The file holds no rows'])
  const width = Math.max(...looked.map((row) => row.length))
  const first = settings.hasHeadings ? looked.shift()! : []
  const headings = Array.from({ length: width }, (_, at) => first[at] || `${at + 1}`)
  return { headings, samples: looked.slice(0, SAMPLES), looked }
}
