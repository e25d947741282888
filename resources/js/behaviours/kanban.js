import { way } from './direction.js'
import { sortable } from './sortable.js'

const wide = '(min-width: 40rem)'

/**
 * A board: cards are dragged, or moved by a menu that all of them share. Either way the form of the
 * menu is posted, and what comes back shows where the card is now, also when it was refused. Without
 * this the link of a card opens a page with the same form.
 */
export function kanban() {
  return {
    moved: null,

    init() {
      this.again = () => this.settle()
      document.addEventListener('ajax:merged', this.again)
      this.prepare()
    },

    destroy() {
      document.removeEventListener('ajax:merged', this.again)
    },

    get form() {
      return document.getElementById('move')
    },

    get menu() {
      return document.getElementById('move-menu')
    },

    /** Lets the cards of columns that are new be dragged, too. */
    prepare() {
      this.prepareColumns()
      const { between, within } = this.$root.dataset
      for (const list of this.$root.querySelectorAll('.col__cards')) {
        sortable(list, {
          group: { name: 'cards', pull: between === 'true', put: between === 'true' },
          sort: within === 'true',
          draggable: '.card',
          delay: 200,
          delayOnTouchOnly: true,
          onEnd: (event) => this.drop(event),
        })
      }
    },

    /** Lets columns be dragged by their heads, where the board says so. */
    prepareColumns() {
      if (!document.getElementById('columns')) return
      sortable(this.$root, {
        draggable: '.col[data-named]',
        handle: '.col__head',
        filter: 'a, button',
        preventOnFilter: false,
        delay: 200,
        delayOnTouchOnly: true,
        onMove: way() === 1 ? undefined : changePlaces,
        onEnd: ({ item, oldIndex, newIndex }) => oldIndex !== newIndex && this.putColumn(item),
      })
    },

    putColumn(column) {
      const form = document.getElementById('columns')
      form.action = form.dataset.action.replace(':column', column.dataset.column)
      const before = column.previousElementSibling
      form.elements.after.value = before?.matches('[data-named]') ? before.dataset.column : ''
      form.requestSubmit()
    },

    drop({ item, from, to, oldIndex, newIndex }) {
      if (from === to && oldIndex === newIndex) return
      this.aim(item, from)
      this.post({ column: columnOf(to), after: cardBefore(item) })
    },

    /** Opens the menu for a card, beside its button. */
    choose(event) {
      const link = event.target.closest('.card__move')
      if (!link) return
      event.preventDefault()
      const card = link.closest('.card')
      this.aim(card, card.parentElement)
      this.menu.showPopover()
      if (matchMedia(wide).matches) beside(link, this.menu)
      this.menu.querySelector('button:not([disabled])')?.focus()
    },

    /** Lets the form speak of a card. */
    aim(card, list) {
      const address = new URL(card.querySelector('.card__move').href)
      address.searchParams.set('_method', 'PUT')
      this.form.action = address.pathname + address.search
      this.form.elements.from.value = columnOf(list)
      this.moved = card.id
      for (const button of this.menu.querySelectorAll('[name="column"]')) {
        button.disabled = button.value === columnOf(list)
      }
    },

    post(values) {
      const inputs = Object.entries(values).map(([name, value]) => {
        const input = Object.assign(document.createElement('input'), {
          type: 'hidden',
          name,
          value,
        })
        return this.form.appendChild(input)
      })
      this.form.requestSubmit()
      for (const input of inputs) input.remove()
    },

    /** The focus goes with the card. */
    settle() {
      this.prepare()
      if (!this.moved) return
      if (this.menu?.matches(':popover-open')) this.menu.hidePopover()
      const link = document.querySelector(`#${CSS.escape(this.moved)} .card__move`)
      link?.focus({ preventScroll: true })
      this.moved = null
    },
  }
}

/** Sortable knows no line from right to left: there the columns change places here. */
function changePlaces({ dragged, related }, { target }) {
  const place = dragged.compareDocumentPosition(related)
  if (!related.contains(target)) return false
  if (place & Node.DOCUMENT_POSITION_FOLLOWING) related.after(dragged)
  else if (place & Node.DOCUMENT_POSITION_PRECEDING) related.before(dragged)
  return false
}

function columnOf(list) {
  return list.closest('.col').dataset.column
}

function cardBefore(card) {
  let before = card.previousElementSibling
  while (before && !before.matches('.card')) before = before.previousElementSibling
  return before ? before.id.slice('card-'.length) : ''
}

function beside(link, menu) {
  const place = link.getBoundingClientRect()
  const left = Math.min(place.left, innerWidth - menu.offsetWidth - 8)
  const top = Math.min(place.bottom + 4, innerHeight - menu.offsetHeight - 8)
  Object.assign(menu.style, { left: `${left}px`, top: `${Math.max(top, 8)}px` })
}
