/** The longest text that is kept for reading, in characters. The bytes are kept anyway. */
const LONGEST = 64 * 1024
/** Deeper structures are left as they are: indenting them would multiply their size. */
const DEEPEST = 32

/** A body as administrators read it: JSON indented, anything else as it is, long ones cut. */
export function readable(raw: Buffer): string {
  const text = indented(raw.toString('utf8')).replaceAll('\0', '\uFFFD')
  if (text.length <= LONGEST) return text
  return `${text.slice(0, LONGEST).toWellFormed()}\n… ${raw.length} bytes in all`
}

function indented(text: string): string {
  if (text.length > LONGEST) return text
  try {
    const value: unknown = JSON.parse(text)
    return isDeeper(value, DEEPEST) ? text : JSON.stringify(value, null, 2)
  } catch {
    return text
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}
