import { way } from './direction.js'
import { followPointer } from './follow_pointer.js'

/** As in app/views/list/widths.ts: what is kept for a column that takes what is left, and the share of the first. */
const LEAST = 112
const MAIN = 0.18
const NARROWEST = 48
const WIDEST = 800

/**
 * The columns of a list are made wider and narrower at the edges of their heads, and kept so; a
 * double click makes one as wide as the list makes it. The menu of the columns does the same with
 * numbers.
 */
export function installWidths() {
  document.addEventListener('pointerdown', (event) => {
    const head = headAt(event)
    if (!head || event.button !== 0) return
    event.preventDefault()
    const { clientX } = event
    const before = head.offsetWidth
    const undo = restorer(head)
    followPointer(event, {
      move(next) {
        const width = before + way() * (next.clientX - clientX)
        resize(head, Math.round(Math.min(Math.max(width, NARROWEST), WIDEST)))
      },
      drop: () => keep(head),
      undo,
    })
  })

  document.addEventListener('dblclick', (event) => {
    const head = headAt(event)
    if (!head) return
    resize(head, null)
    keep(head)
  })
}

/** The head whose edge the pointer is on: the edge lies over what the head holds. */
function headAt({ target, offsetX }) {
  if (!target.matches?.('.table--fit thead [data-column]')) return null
  const distance = way() === 1 ? target.offsetWidth - offsetX : offsetX
  return distance <= 8 ? target : null
}

function resize(head, width) {
  const table = head.closest('table')
  if (width === null) head.removeAttribute('width')
  else head.width = width
  const heads = [...head.parentElement.cells]
  const isFlexible = (each) => !each.width && !/\b(w-|pick)/.test(each.className)
  if (!heads.some(isFlexible)) {
    const last = heads.at(-1)
    last.removeAttribute('width')
    last.className = last.className.replace(/\bw-\w+/, '')
  }
  if (!heads.some((each) => each.width)) return table.removeAttribute('width')
  const hasShare = (each) => each.matches('.w-main:not([width])')
  const fixed = heads
    .filter((each) => !hasShare(each))
    .map((each) => (isFlexible(each) ? LEAST : Number(each.width) || each.offsetWidth))
    .reduce((sum, each) => sum + each, 0)
  table.width = Math.ceil(heads.some(hasShare) ? fixed / (1 - MAIN) : fixed)
}

/** Gives the table and its heads the widths that they have now. */
function restorer(head) {
  const table = head.closest('table')
  const states = [table, ...head.parentElement.cells].flatMap((element) =>
    ['class', 'width'].map((name) => ({ element, name, value: element.getAttribute(name) }))
  )
  return () => {
    for (const { element, name, value } of states) {
      if (value === null) element.removeAttribute(name)
      else element.setAttribute(name, value)
    }
  }
}

async function keep(head) {
  const columns = document.getElementById('columns')
  const { pathname } = new URL(columns.href ?? columns.getAttribute('action'), location.href)
  await fetch(`${pathname}/${head.dataset.column}?_method=PUT`, {
    method: 'POST',
    body: new URLSearchParams({
      _csrf: document.querySelector('[name="_csrf"]').value,
      width: head.getAttribute('width') ?? '',
    }),
  })
}
