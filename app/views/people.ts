/** The first letters of the first and the last word of a name, for an avatar. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = words[0]?.at(0) ?? ''
  const last = words.length > 1 ? (words.at(-1)?.at(0) ?? '') : (words[0]?.at(1) ?? '')
  return (first + last).toUpperCase()
}

/** A tone from 1 to 6 that is always the same for the same text and means nothing. */
export function toneOf(text: string): number {
  let sum = 7
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) | 0
  return (Math.abs(sum) % 6) + 1
}
