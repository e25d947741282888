import { SaxesParser } from 'saxes'
import { formatOf, type CellFormat } from './sheet_cells.ts'

/** An element of a part, its name without the prefix that some programs give it. */
export interface Element {
  name: string
  attributes: Readonly<Record<string, string>>
}

/** Hears of the elements of a part. */
export interface PartReader {
  open?(element: Element): void
  text?(text: string): void
  close?(name: string): void
}

/** A parser of a part of a workbook. */
export function parserFor(reader: PartReader): SaxesParser {
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) =>
    reader.open?.({ name: plain(name), attributes: attributes as Record<string, string> })
  )
  parser.on('text', (text) => reader.text?.(text))
  parser.on('closetag', ({ name }) => reader.close?.(plain(name)))
  return parser
}

function plain(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Which sheets a workbook has, in their order, and from when its days are counted. */
export class Sheets {
  #ids: string[] = []
  #targets = new Map<string, string>()
  /** Workbooks of old Macs count days from 1904. */
  countsFrom1904 = false

  /** Reads `xl/workbook.xml`. */
  readonly workbook: PartReader = {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') this.countsFrom1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      const id = Object.entries(attributes).find(([each]) => each.endsWith(':id'))?.[1]
      if (name === 'sheet' && id && !/hidden/i.test(attributes.state ?? '')) this.#ids.push(id)
    },
  }

  /** Reads `xl/_rels/workbook.xml.rels`. */
  readonly relationships: PartReader = {
    open: ({ name, attributes: { Id: id, Target: target } }) => {
      if (name === 'Relationship' && id && target) this.#targets.set(id, target)
    },
  }

  /** The path of the first sheet that is not hidden, of those that are there. */
  first(paths: readonly string[]): string | undefined {
    const targets = this.#ids.map((id) => this.#targets.get(id) ?? '')
    const named = targets.map((target) => target.replace(/^\/?(xl\/)?/, 'xl/'))
    return named.find((path) => paths.includes(path)) ?? paths.toSorted()[0]
  }
}

/** Reads `xl/styles.xml`: the formats of cells, by their numbers. */
export function stylesReader(formats: CellFormat[]): PartReader {
  const custom = new Map<string, string>()
  let isInside = false
  return {
    open({ name, attributes }) {
      const { numFmtId: id = '0', formatCode: code = '' } = attributes
      if (name === 'numFmt') custom.set(id, code)
      if (name === 'cellXfs') isInside = true
      if (name === 'xf' && isInside) formats.push(formatOf(Number(id), custom.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') isInside = false
    },
  }
}
