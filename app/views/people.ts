/** The first letters of the first and the last word of a name, for an avatar. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '', second = ''] = Array.from(words[0] ?? '')
  const [last = ''] = words.length > 1 ? Array.from(words.at(-1)!) : [second]
  return (first + last).toUpperCase()
}

/** A tone from 1 to 6 that is always the same for the same text and means nothing. */
export function toneOf(text: string): number {
  let sum = 7
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) | 0
  return (Math.abs(sum) % 6) + 1
}
