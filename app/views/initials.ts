const letterOrDigit = /[\p{L}\p{N}]/u

/** First letters of the first two words that begin with a letter or digit, in capitals. */
export function initialsOf(name: string): string {
  let initials = ''
  let taken = 0
  let wordBegins = true
  for (const character of name) {
    if (character === ' ') {
      wordBegins = true
      continue
    }
    if (wordBegins && letterOrDigit.test(character)) {
      initials += character
      if (++taken === 2) break
    }
    wordBegins = false
  }
  return initials.toUpperCase()
}

/** A tone from 1 to 6 that is always the same for a text and means nothing. */
export function toneOf(text: string): number {
  let sum = 0
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) | 0
  return ((sum >>> 0) % 6) + 1
}
