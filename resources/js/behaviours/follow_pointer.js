/** The pointer goes so far before something is dragged. */
const SLACK = 4

/** Calls `move` for each step of a drag and `drop` at its end; neither for a mere click. */
export function followPointer({ clientX, clientY }, { move, drop }) {
  const over = new AbortController()
  const { signal } = over
  let isDragged = false
  const step = (event) => {
    isDragged ||= Math.hypot(event.clientX - clientX, event.clientY - clientY) > SLACK
    if (isDragged) move(event)
  }
  const end = () => {
    over.abort()
    if (isDragged) drop()
  }
  document.addEventListener('pointermove', step, { signal })
  document.addEventListener('pointerup', end, { signal })
  document.addEventListener('pointercancel', () => over.abort(), { signal })
}
