/** The pointer goes so far before something is dragged. */
const SLACK = 4

/** A finger rests so long on what it drags, in milliseconds; one that goes on at once scrolls. */
const REST = 350

/** So far a finger may go astray while it rests, in pixels. */
const TREMBLE = 8

/**
 * Calls `move` for each step of a drag and `drop` at its end, or `undo` where it is given up, by Esc or
 * by the browser; none for a mere click. A finger has to rest first, on a page that has been prepared
 * by `letFingersDrag`.
 */
export function followPointer(start, held) {
  if (start.pointerType === 'touch') afterRest(start, () => follow(start, held))
  else follow(start, held)
}

/** Browsers ask before a finger scrolls only where somebody has listened before it came down. */
export function letFingersDrag(box) {
  box.addEventListener('touchmove', () => {}, { passive: false })
}

function follow(start, { move, drop, undo }) {
  const over = new AbortController()
  const { signal } = over
  let isDragged = false
  const step = (event) => {
    isDragged ||= distance(event, start) > SLACK
    if (isDragged) move(event)
  }
  const end = (settle) => {
    over.abort()
    if (isDragged) settle()
  }
  document.addEventListener('pointermove', step, { signal })
  document.addEventListener('pointerup', () => end(drop), { signal })
  document.addEventListener('pointercancel', () => end(undo), { signal })
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && end(undo), { signal })
  if (start.pointerType !== 'touch') return
  for (const name of ['touchmove', 'contextmenu']) {
    document.addEventListener(name, (event) => event.preventDefault(), { passive: false, signal })
  }
}

function afterRest(start, then) {
  const over = new AbortController()
  const { signal } = over
  const timer = setTimeout(() => {
    over.abort()
    navigator.vibrate?.(10)
    then()
  }, REST)
  const leave = () => {
    clearTimeout(timer)
    over.abort()
  }
  const astray = (event) => distance(event, start) > TREMBLE && leave()
  document.addEventListener('pointermove', astray, { signal })
  document.addEventListener('pointerup', leave, { signal })
  document.addEventListener('pointercancel', leave, { signal })
}

function distance(one, other) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
}
