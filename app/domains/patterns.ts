const ANY_TEXT = Symbol('%')
const ANY_CHARACTER = Symbol('_')

type Piece = string | typeof ANY_TEXT | typeof ANY_CHARACTER

/**
 * Whether a whole text fits a pattern of SQL's LIKE: `%` any text, `_` any one character, `\`
 * takes the next character as it is. It takes at most the product of both lengths in steps.
 */
export function fitsPattern(text: string, pattern: string): boolean {
  const characters = [...text]
  const pieces = piecesOf(pattern)
  let position = 0
  let piece = 0
  let retryPiece = -1
  let retryPosition = 0
  while (position < characters.length) {
    const wanted = pieces[piece]
    if (wanted === ANY_TEXT) {
      retryPiece = piece
      retryPosition = position
      piece += 1
    } else if (wanted === ANY_CHARACTER || wanted === characters[position]) {
      position += 1
      piece += 1
    } else if (retryPiece >= 0) {
      piece = retryPiece + 1
      retryPosition += 1
      position = retryPosition
    } else {
      return false
    }
  }
  return pieces.slice(piece).every((rest) => rest === ANY_TEXT)
}

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = []
  const characters = [...pattern]
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index]!
    if (character === '\\') {
      index += 1
      pieces.push(characters[index] ?? '\\')
    } else if (character === '%') pieces.push(ANY_TEXT)
    else pieces.push(character === '_' ? ANY_CHARACTER : character)
  }
  return pieces
}
