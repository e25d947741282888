import { alongLine } from './direction.js'
import { isChanged } from './record.js'

/** The cell to come back to, once a row is saved and the list has come anew, and what was ticked. */
let returning = null

/**
 * Rows of a list that are edited where they stand. A double click, F2 or Enter on a cell asks the
 * server for the controls of its row, which take the place of what the cells show; Enter saves them,
 * Esc brings back what was there, and a click elsewhere saves what was changed. Arrow keys go from
 * cell to cell.
 */
export function rows() {
  return {
    /** The row that is edited, with what its cells held; null while none is. */
    open: null,

    init() {
      const { path, place } = returning ?? {}
      const link = path && this.$root.querySelector(`.main a[href="${path}"]`)
      if (link) focusCell(link.closest('tr').cells[place])
      for (const box of returning ? this.boxes : []) box.checked = returning.ticked.has(box.value)
      returning = null
    },

    point({ target }) {
      const cell = target.closest('tbody td:not(.pick)')
      if (cell && !target.closest('a, button, input, select, textarea')) this.edit(cell)
    },

    press(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const cell = event.target.closest('tbody td')
      if (!cell) return
      if (this.open?.rows.includes(cell.parentElement)) this.pressIn(event)
      else if (event.key === 'F2' || (event.key === 'Enter' && event.target === cell)) {
        event.preventDefault()
        this.edit(cell)
      } else this.walk(event, cell)
    },

    pressIn(event) {
      if (event.key === 'Escape') this.discard()
      else if (event.key === 'Enter' && event.target.matches('select, input[type="checkbox"]')) {
        event.preventDefault()
        this.form.requestSubmit()
      }
    },

    walk(event, cell) {
      const next = beside(cell, alongLine(event.key))
      if (!next) return
      event.preventDefault()
      focusCell(next)
    },

    editTicked() {
      const box = this.$root.querySelector('tbody .pick :checked')
      if (box) this.edit(box.closest('td'))
    },

    get form() {
      return document.getElementById('row')
    },

    /** The ticks of the rows, and the one for everything that matches. */
    get boxes() {
      return [...this.$root.querySelectorAll('.bulk .all input, tbody .pick input')]
    },

    async edit(cell) {
      const row = cell.parentElement
      const link = row.querySelector('.main a')
      if (this.open || !link) return
      const response = await fetch(`${link.pathname}/row${location.search}`)
      const source = elementIn(await response.text(), 'row')
      if (!response.ok || !source) return location.assign(link.href)
      if (this.open) return
      this.open = { row, rows: [row], place: placeOf(cell), path: link.pathname, held: [] }
      row.classList.add('editing')
      this.watch()
      this.take(source)
      this.focusOn(this.open.place)
    },

    watch() {
      const leave = (event) => this.settle(event)
      const warn = (event) => this.isChanged() && event.preventDefault()
      document.addEventListener('click', leave, { capture: true })
      addEventListener('beforeunload', warn)
      this.unwatch = () => {
        document.removeEventListener('click', leave, { capture: true })
        removeEventListener('beforeunload', warn)
      }
    },

    /** The row is saved: the list comes anew. */
    finish({ target }) {
      if (target.id !== 'row') return
      const { path, place } = this.open
      const ticked = this.boxes.filter(({ checked }) => checked).map(({ value }) => value)
      returning = { path, place, ticked: new Set(ticked) }
      this.unwatch()
    },

    /** Puts the controls of a row that the server has sent into the cells. */
    take(source) {
      const { row } = this.open
      const [line, bar] = source.querySelectorAll('tbody > tr')
      const cells = [...row.cells].slice(-line.cells.length)
      const isFirst = this.open.held.length === 0
      for (const [index, given] of [...line.cells].entries()) {
        const cell = cells[index]
        if (isFirst) this.open.held.push({ cell, nodes: [...cell.childNodes] })
        if (!given.classList.contains('edit')) continue
        cell.classList.add('edit')
        cell.replaceChildren(...given.childNodes)
      }
      bar.cells[0].colSpan = row.cells.length
      this.open.rows[1]?.remove()
      row.after(bar)
      this.open.rows = [row, bar]
      if (!this.form) row.closest('.listing').append(formOf(source))
      this.form.replaceChildren(...source.querySelectorAll(':scope > input'))
      for (const control of this.fields(controls)) control.setAttribute('form', 'row')
      bar.querySelector('[data-discard]').addEventListener('click', (event) => {
        event.preventDefault()
        this.discard()
      })
    },

    focusOn(place) {
      const [row] = this.open.rows
      const wanted = [...row.cells].slice(place).find((cell) => cell.matches('.edit'))
      const control = (wanted ?? row).querySelector(`.edit :is(${visible}), :is(${visible})`)
      control?.focus()
      if (control?.select) control.select()
    },

    fields(selector) {
      return this.open.rows.flatMap((row) => [...row.querySelectorAll(selector)])
    },

    /** The server has refused: the messages stand beside the cells, with what was typed. */
    refuse({ target, detail }) {
      if (target.id !== 'row') return
      const source = detail.html.getElementById('row')
      document.getElementById('list').removeAttribute('aria-busy')
      if (!source) {
        this.unwatch()
        this.form.setAttribute('noajax', '')
        return this.form.requestSubmit()
      }
      this.take(source)
      const wrong = this.open.row.querySelector('[aria-invalid="true"]')
      if (wrong) wrong.focus()
      else this.focusOn(0)
    },

    /** An answer without a list is no reason to leave the page where it is a refusal. */
    miss(event) {
      if (event.target.id !== 'row' || event.detail.response.ok) return
      event.preventDefault()
      event.stopPropagation()
    },

    discard() {
      const { row, place, held, rows: lines } = this.open
      for (const { cell, nodes } of held) {
        cell.classList.remove('edit')
        cell.replaceChildren(...nodes)
      }
      row.classList.remove('editing')
      lines[1].remove()
      this.form.remove()
      this.unwatch()
      this.open = null
      focusCell(row.cells[place])
    },

    /** A click elsewhere saves what was changed, and does nothing else; else it ends the editing. */
    settle(event) {
      if (!this.open || this.open.rows.some((row) => row.contains(event.target))) return
      if (!this.isChanged()) return this.discard()
      event.preventDefault()
      event.stopPropagation()
      this.form.requestSubmit()
    },

    isChanged() {
      return this.fields('.field').some(isChanged)
    },
  }
}

const controls = '.edit :is(input, select, textarea, button)'
const visible = 'input:not([type="hidden"]), select, textarea, summary'

/** The form that the controls belong to; it stands beside the table, because a row can hold none. */
function formOf(source) {
  const form = source.cloneNode(false)
  form.className = ''
  form.setAttribute('x-target', 'list')
  return form
}

function elementIn(html, id) {
  return new DOMParser().parseFromString(html, 'text/html').getElementById(id)
}

function placeOf(cell) {
  return [...cell.parentElement.cells].indexOf(cell)
}

function focusCell(cell) {
  cell.tabIndex = -1
  cell.focus()
}

/** The cell that an arrow leads to; columns that a narrow page leaves out are passed by. */
function beside(cell, key) {
  const step =
    key === 'ArrowRight' || key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling'
  const isAlong = key === 'ArrowRight' || key === 'ArrowLeft'
  if (!isAlong && key !== 'ArrowDown' && key !== 'ArrowUp') return null
  const place = placeOf(cell)
  let next = isAlong ? cell : cell.parentElement
  do next = next[step]
  while (next && !(isAlong ? next : next.cells[place])?.offsetParent)
  return isAlong ? next : next?.cells[place]
}
