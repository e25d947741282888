import { alongLine } from './direction.js'
import { followPointer, letFingersDrag } from './follow_pointer.js'
import { holdEnd, holdSlot, holdBlock, nudge, nudgeEnd } from './hour_moves.js'
import { restoreFocus } from './move_dates.js'

let scrolled = null

/**
 * Days by the hour. A record is dragged to another hour or day, its lower edge to another end, and
 * an empty stretch becomes a new record, in steps of 15 minutes. Shift and the arrow keys do the
 * same for the record in focus, with Ctrl for its end. A finger scrolls, and drags once it has rested.
 * Without this records are moved on their form.
 */
export function hours() {
  return {
    dragged: false,

    init() {
      const box = this.$root
      box.scrollTop = scrolled ?? box.querySelector('.is-first').offsetTop
      scrolled = null
      restoreFocus(box)
      letFingersDrag(box)
    },

    grab(event) {
      if (event.button !== 0) return
      this.dragged = false
      const held = heldBy(this.$root, event)
      if (!held) return
      followPointer(event, {
        move: (next) => {
          this.dragged = true
          held.move(next)
        },
        drop: () => {
          this.keep()
          held.drop()
        },
        undo: held.undo,
      })
    },

    /** Nothing is opened by the click that ends a drag. */
    settle(event) {
      if (this.dragged) event.preventDefault()
      this.dragged = false
    },

    step(event) {
      const block = event.target.closest('.block')
      if (!block || !event.shiftKey || !event.key.startsWith('Arrow')) return
      event.preventDefault()
      this.keep()
      const key = alongLine(event.key)
      if (!event.ctrlKey) nudge(this.$root, block, key)
      else if ('resize' in this.$root.dataset) nudgeEnd(this.$root, block, key)
    },

    /** The same hours are in view when the page comes back. */
    keep() {
      scrolled = this.$root.scrollTop
    },
  }
}

/** What the pointer has taken hold of; nothing where it cannot be moved. */
function heldBy(box, event) {
  const may = (what) => what in box.dataset
  const block = event.target.closest('.block')
  const day = event.target.closest('.day')
  if (!block) return day && may('new') ? holdSlot(box, day, event) : null
  if (event.target.closest('.grip')) return may('resize') ? holdEnd(box, block) : null
  return may('move') && 'starts' in block.dataset ? holdBlock(box, block, event) : null
}
