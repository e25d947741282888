const opposite = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }

/** 1 where lines run from left to right, -1 where they run from right to left. */
export function way() {
  return document.dir === 'rtl' ? -1 : 1
}

/** The arrow key as it is meant along the line: ArrowRight leads onward, also where that is left. */
export function alongLine(key) {
  return way() === 1 ? key : (opposite[key] ?? key)
}
