import { isTyping } from './keys.js'

/**
 * `/` goes to the search box of the page, Ctrl+S (Command+S on a Mac) saves the record. Which control
 * is meant stands in its `data-shortcut`; the last one on the page wins.
 */
export function installShortcuts() {
  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.shiftKey) return
    const isCommand = event.ctrlKey || event.metaKey
    if (!isCommand && (event.key !== '/' || isTyping(event.target))) return

    const shortcut = isCommand ? `ctrl+${event.key.toLowerCase()}` : '/'
    const controls = document.querySelectorAll(`[data-shortcut="${CSS.escape(shortcut)}"]`)
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
