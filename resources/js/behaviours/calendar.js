import { alongLine } from './direction.js'
import { dayAfter, moveDates, restoreFocus } from './move_dates.js'
import { sortable } from './sortable.js'

const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/**
 * A month, or a week: a record is dragged to another day, or moved there by Shift and the arrow
 * keys, and what comes back shows where it is now. Without this it is moved on its form.
 */
export function calendar() {
  return {
    init() {
      restoreFocus(this.$root)
      for (const list of this.$root.querySelectorAll('[data-day]')) {
        sortable(list, {
          group: 'days',
          sort: false,
          draggable: '.event',
          delay: 200,
          delayOnTouchOnly: true,
          onEnd({ item, from, to }) {
            if (to !== from) {
              moveDates(item.dataset.id, { to: to.dataset.day, from: from.dataset.day })
            }
          },
        })
      }
    },

    step(event) {
      const item = event.target.closest('[data-day] .event')
      const days = event.shiftKey && steps[alongLine(event.key)]
      if (!item || !days) return
      event.preventDefault()
      const from = item.closest('[data-day]').dataset.day
      moveDates(item.dataset.id, { to: dayAfter(from, days), from })
    },
  }
}
