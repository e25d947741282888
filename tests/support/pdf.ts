import { extractText, getDocumentProxy, getMeta } from 'unpdf'

/** What stands in a PDF, as a reader of it finds it. */
export interface ReadPdf {
  pages: string[]
  /** Everything, with any white space as one space, without places to break at. */
  text: string
  title: string
  /** The width and height of the first page, in points. */
  size: [width: number, height: number]
}

/** Reads a PDF back. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(document)
  const { info } = await getMeta(document)
  const page = await document.getPage(1)
  const { width, height } = page.getViewport({ scale: 1 })
  return {
    pages: text,
    text: text.join(' ').replaceAll('\u200B', '').replaceAll(/\s+/g, ' '),
    title: String(info.Title ?? ''),
    size: [Math.round(width), Math.round(height)],
  }
}
