import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/** Kinds of files that are taken, by what is in them and not by what they are called. */
const TAKEN = [
  /^image\/(png|jpeg|gif|webp|avif|heic|tiff|bmp)$/,
  /^text\/(calendar|vcard)$/,
  /^application\/(pdf|xml|zip|rtf|x-cfb)$/,
  /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./,
  /^audio\/(mpeg|mp4|wav|ogg|x-m4a)$/,
  /^video\/(mp4|webm|quicktime)$/,
]

/** What a browser may show by itself: it runs nothing in these. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf)$/

const TEXT = 'text/plain'
/** Tabs, ends of lines and pages, and the change of letters in Japanese mails. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b])
/** So much of a text is looked at. */
const SAMPLE = 64 * 1024

/** The kind of a file by its content; null for one that is not taken. */
export async function fileKind(path: string): Promise<string | null> {
  const found = await fileTypeFromFile(path)
  if (found) return TAKEN.some((kind) => kind.test(found.mime)) ? found.mime : null
  return (await isText(path)) ? TEXT : null
}

/** Whether a browser may show files of this kind beside the page. */
export function isShown(type: string): boolean {
  return SHOWN.test(type)
}

export function isImage(type: string): boolean {
  return isShown(type) && type.startsWith('image/')
}

/** Whether a byte stands in no text, in whichever letters of one byte or of UTF-8 it is written. */
function isControl(byte: number): boolean {
  return byte < 0x20 && !TEXT_CONTROLS.has(byte)
}

/** Texts of one byte a letter and of UTF-8, and those that begin with the mark of UTF-16. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0)
    const bytes = buffer.subarray(0, bytesRead)
    const isWide = [0xfeff, 0xfffe].includes(bytesRead > 1 ? bytes.readUInt16LE() : 0)
    return isWide || !bytes.some(isControl)
  } finally {
    await file.close()
  }
}
