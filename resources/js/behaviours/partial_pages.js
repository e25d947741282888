/**
 * What exchanging a part of the page needs besides alpine-ajax: the focus stays on the control of the
 * same id, and an answer without that part, such as the log-in page, is shown as a whole.
 */
export function installPartialPages() {
  let focused = null

  document.addEventListener('ajax:merge', (event) => {
    const active = document.activeElement
    if (!event.target.contains(active) || !active.id) return
    focused = { id: active.id, from: active.selectionStart, to: active.selectionEnd }
  })

  document.addEventListener('ajax:merged', () => {
    const control = focused && document.getElementById(focused.id)
    if (control) {
      control.focus({ preventScroll: true })
      if (typeof focused.from === 'number') control.setSelectionRange(focused.from, focused.to)
    }
    focused = null
  })

  document.addEventListener('ajax:missing', (event) => {
    event.preventDefault()
    location.href = event.detail.response.url
  })

  // alpine-ajax only goes back to entries that carry its mark, and the first page has none.
  history.replaceState({ __ajax: true }, '', location.href)
}
