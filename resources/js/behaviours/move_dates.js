/** The record that was moved last gets the focus again where it stands now. */
let moved = null
/** Until the answer is there, what stands on the page is old: so long no other move is taken. */
const PATIENCE = 5_000
let movedAt = -PATIENCE
addEventListener('ajax:after', () => (movedAt = -PATIENCE))

/** Posts where a record was put; what is not said stays empty. */
export function moveDates(id, values) {
  if (performance.now() - movedAt < PATIENCE) return
  const form = document.getElementById('dates')
  form.action = form.dataset.action.replace(':id', id)
  for (const name of ['to', 'from', 'end', 'again']) form.elements[name].value = values[name] ?? ''
  moved = id
  movedAt = performance.now()
  form.requestSubmit()
}

/** Gives the focus back after the part of the page with the records was exchanged. */
export function restoreFocus(root) {
  const link = moved && root.querySelector(`[data-id="${moved}"] a`)
  if (!link) return
  link.focus({ preventScroll: true })
  moved = null
}

/** The day so many days later: `2026-11-18`. */
export function dayAfter(day, days) {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
