import { sortable } from './sortable.js'

/** The menu of a list's columns: its form comes when the menu is opened for the first time. */
export function columnsMenu() {
  return {
    load() {
      this.$ajax(this.$root.querySelector('#columns').href, { target: 'columns' })
    },
  }
}

/**
 * The columns of a list, put in order by dragging or by the buttons. Without this each button sends
 * the form.
 */
export function columns() {
  return {
    init() {
      sortable(this.$refs.list, { handle: '.drag' })
    },

    move(event) {
      const button = event.target.closest('[name="up"], [name="down"]')
      if (!button) return
      event.preventDefault()
      const item = button.closest('li')
      if (button.name === 'up') item.previousElementSibling?.before(item)
      else item.nextElementSibling?.after(item)
      button.focus()
    },
  }
}
