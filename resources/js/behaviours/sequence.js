import { sortable } from './sortable.js'

/**
 * A list that people put in order: rows are dragged by their handle. What is let go posts the form
 * that the buttons for up and down belong to as well.
 */
export function sequence() {
  return {
    init() {
      const form = this.$root
      sortable(form.parentElement.querySelector('tbody'), {
        handle: '.drag',
        onEnd: ({ item, oldIndex, newIndex }) => oldIndex !== newIndex && drop(form, item),
      })
    },
  }
}

function drop(form, row) {
  const idOf = (each) => each?.querySelector('[name="step"]').dataset.id ?? ''
  form.action = row.querySelector('[name="step"]').formAction
  form.elements.after.disabled = false
  form.elements.after.value = idOf(row.previousElementSibling)
  form.requestSubmit()
}
