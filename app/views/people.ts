/** The first letters of the first and the last word of a name, for an avatar. */
export function initialsOf(name: string): string {
  const text = name.trim()
  const gap = lastSpace(text)
  const first = letterAt(text, 0)
  return (first + letterAt(text, gap < 0 ? first.length : gap + 1)).toUpperCase()
}

function letterAt(text: string, index: number): string {
  const code = text.codePointAt(index)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function lastSpace(text: string): number {
  let index = text.length - 1
  while (index >= 0 && !isSpace(text.charCodeAt(index))) index--
  return index
}

/** Letters below U+1680 are told from spaces without a regular expression: lists are full of them. */
function isSpace(code: number): boolean {
  if (code < 0x1680) return code === 32 || code === 160 || (code >= 9 && code <= 13)
  return /\s/.test(String.fromCharCode(code))
}

/** What stands in the round mark of somebody's name. */
export function avatarOf(name: string): { initials: string; tone: number } {
  return { initials: initialsOf(name), tone: toneOf(name) }
}

/** A tone from 1 to 6 that is always the same for the same text and means nothing. */
export function toneOf(text: string): number {
  let sum = 7
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) | 0
  return (Math.abs(sum) % 6) + 1
}
