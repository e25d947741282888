/**
 * Ctrl+K (Command+K on a Mac) goes to the search box of the page, Ctrl+S saves the record. Which
 * control is meant stands in its `data-shortcut`; the last one on the page wins, so that the search
 * box of a list comes before the one in the top bar.
 */
export function installShortcuts() {
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return

    const controls = document.querySelectorAll(
      `[data-shortcut="ctrl+${CSS.escape(event.key.toLowerCase())}"]`
    )
    const control = controls[controls.length - 1]
    if (!control) return

    event.preventDefault()
    if (control.tagName === 'INPUT') {
      control.focus()
      control.select()
    } else {
      control.click()
    }
  })
}
