import { alongLine, way } from './direction.js'
import { followPointer, letFingersDrag } from './follow_pointer.js'
import { dayAfter, moveDates, restoreFocus } from './move_dates.js'

/**
 * Bars over days: one is dragged to another day, or its end to another one, and Shift with the
 * arrow keys does the same for the bar in focus, with Ctrl for its end. Without this records are
 * changed on their form.
 */
export function timeline() {
  return {
    dragged: false,

    init() {
      restoreFocus(this.$root)
      letFingersDrag(this.$root)
    },

    grab(event) {
      if (event.button !== 0) return
      this.dragged = false
      const block = event.target.closest('.block')
      const held = block && hold(this.$root, block, Boolean(event.target.closest('.grip')), event)
      if (!held) return
      followPointer(event, {
        move: (next) => {
          this.dragged = true
          held.move(next)
        },
        drop: held.drop,
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
      const days = event.shiftKey && { ArrowLeft: -1, ArrowRight: 1 }[alongLine(event.key)]
      if (!block || !days) return
      event.preventDefault()
      put(this.$root, block, event.ctrlKey, days)
    },
  }
}

function hold(root, block, isEnd, { clientX }) {
  const what = isEnd ? 'width' : 'x'
  const line = block.parentElement.getBoundingClientRect().width
  const day = line / Number(root.dataset.days)
  const written = block.getAttribute(what)
  const before = block[what].baseVal.value
  let days = 0
  if (!may(root, block, isEnd)) return null
  return {
    move(event) {
      days = Math.round(((event.clientX - clientX) * way()) / day)
      block.setAttribute(what, `${Math.max(before + days * day, isEnd ? day / 2 : 0)}`)
    },
    drop: () => put(root, block, isEnd, days),
    undo: () => block.setAttribute(what, written),
  }
}

function put(root, block, isEnd, days) {
  const { id, from, to } = block.dataset
  if (!may(root, block, isEnd)) return
  moveDates(id, isEnd ? { end: dayAfter(to, days) } : { to: dayAfter(from, days), from })
}

function may({ dataset }, block, isEnd) {
  return isEnd
    ? 'resize' in dataset && 'to' in block.dataset
    : 'move' in dataset && 'from' in block.dataset
}
