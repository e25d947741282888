import { sortable } from './sortable.js'

const STEP = 10

/**
 * Lines of a record that are edited in its form: another empty one appears when the last is typed
 * into, Enter goes to the next line, rows that are pasted from a spreadsheet fill as many lines, and
 * lines that have an order are dragged by their handle, or moved with buttons or Alt and an arrow.
 * Without this the server adds an empty line when it is asked to, and the order is a number.
 */
export function lines() {
  return {
    init() {
      if (this.$root.querySelector('[data-add]')) this.empty = this.last.cloneNode(true)
      if (!placeOf(this.body)) return
      sortable(this.body, {
        handle: '.drag',
        draggable: this.empty ? 'tr:not(:last-child)' : 'tr',
        onEnd: ({ oldIndex, newIndex }) => oldIndex !== newIndex && this.settle(),
      })
    },

    get body() {
      return this.$root.querySelector('tbody')
    },

    get last() {
      return this.body.lastElementChild
    },

    /** Keeps an empty line at the end. */
    grow({ target }) {
      if (this.empty && this.last.contains(target)) this.add()
    },

    add() {
      const number = Number(/\d+$/.exec(this.last.dataset.line)[0]) + 1
      const line = this.empty.cloneNode(true)
      const from = this.empty.dataset.line
      const to = from.replace(/\d+$/, number)
      for (const element of [line, ...line.querySelectorAll('[name], [id], [list], a')]) {
        for (const attribute of ['name', 'id', 'list', 'data-line', 'data-create']) {
          const value = element.getAttribute(attribute)
          if (value) element.setAttribute(attribute, value.replace(from, to))
        }
      }
      const row = this.body.children.length + 1
      for (const control of line.querySelectorAll('[aria-label]')) {
        const label = control.getAttribute('aria-label')
        control.setAttribute('aria-label', label.replace(/\d+/, row))
      }
      const place = placeOf(line)
      if (place) place.value = Number(placeOf(this.last).value) + STEP
      this.body.append(line)
    },

    press(event) {
      const button = event.target.closest('button')
      if (button?.matches('[data-add]')) {
        event.preventDefault()
        controlsOf(this.last)[0].focus()
      } else if (button?.dataset.move) this.move(button.closest('tr'), button.dataset.move, button)
    },

    key(event) {
      const { target, key, altKey } = event
      const line = target.closest('tbody tr')
      if (!line || !target.matches('input, select')) return
      const way = { ArrowUp: 'up', ArrowDown: 'down' }[key]
      if (altKey && way && placeOf(line)) this.move(line, way, target)
      else if (key === 'Enter' && target.matches('input')) {
        controlsOf(line.nextElementSibling ?? line)[controlsOf(line).indexOf(target)]?.focus()
      } else return
      event.preventDefault()
    },

    /** Changes the order of two lines, and their numbers with it. */
    move(line, way, control) {
      const other = way === 'up' ? line.previousElementSibling : line.nextElementSibling
      if (!other || (this.empty && [line, other].includes(this.last))) return
      if (way === 'up') other.before(line)
      else other.after(line)
      this.settle()
      control.focus()
    },

    /** The lines stand in a new order. */
    settle() {
      this.number()
      this.body.dispatchEvent(new Event('change', { bubbles: true }))
    },

    /** Gives the lines the numbers that they have between them, in their new order. */
    number() {
      const places = [...this.body.children].map(placeOf).filter(Boolean)
      const numbers = places.map(({ value }) => Number(value)).sort((one, two) => one - two)
      const isClear = numbers.every((each, index) => index === 0 || each > numbers[index - 1])
      for (const [index, place] of places.entries()) {
        place.value = isClear ? numbers[index] : (index + 1) * STEP
      }
    },

    /** Rows with tabs between their cells go into the lines from the one that holds the cursor. */
    paste(event) {
      const text = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '')
      const start = event.target.closest('tbody tr')
      if (!start || !/[\t\n]/.test(text)) return
      event.preventDefault()
      const column = controlsOf(start).indexOf(event.target)
      const pasted = []
      let line = start
      for (const row of text.split(/\r?\n/)) {
        if (!line) break
        const controls = controlsOf(line).slice(column)
        for (const [index, cell] of row.split('\t').entries()) {
          const control = controls[index]
          if (!control) break
          fill(control, cell.trim())
          pasted.push(control)
        }
        line = line.nextElementSibling
      }
      this.body.dispatchEvent(new CustomEvent('pasted', { bubbles: true, detail: pasted }))
    },
  }
}

/** The control of the number that a line is ordered by. */
function placeOf(line) {
  return line.querySelector('.place input')
}

/** What one types into in a line, in order; the tick that takes it out is none of it. */
function controlsOf(line) {
  const cells = [...line.querySelectorAll('td:not(.place, :last-child)')]
  return cells.flatMap((cell) => [...cell.querySelectorAll('input:not([type="hidden"]), select')])
}

function fill(control, text) {
  if (control.type === 'checkbox') control.checked = !/^(|0|no|false|n)$/i.test(text)
  else if (control.tagName === 'SELECT') choose(control, text)
  else control.value = text
  control.dispatchEvent(new Event('input', { bubbles: true }))
}

/** The option that is called so; nothing is changed where there is none. */
function choose(select, text) {
  const wanted = text.toLowerCase()
  const option = [...select.options].find(
    ({ label, value }) => label.toLowerCase() === wanted || value.toLowerCase() === wanted
  )
  if (option) select.value = option.value
}
