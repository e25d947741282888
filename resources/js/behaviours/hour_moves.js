import { dayAfter, moveDates } from './move_dates.js'

/** Pixels of an hour and of a step; the hour is that of app/views/calendar/hours.ts. */
const HOUR = 48
const STEP = HOUR / 4

/** A record that is dragged goes below the pointer, from day to day. */
export function holdBlock(box, block, { clientY }) {
  const grip = clientY - block.getBoundingClientRect().top
  const { parentElement: home, nextElementSibling: next } = block
  const before = placeOf(block)
  let y = Number(before.y)
  return {
    move(event) {
      const day = dayBelow(box, event) ?? block.parentElement
      const most = day.height.baseVal.value - STEP
      y = Math.min(Math.max(snapped(day, event.clientY - grip), 0), most)
      if (block.parentElement !== day) day.append(block)
      place(block, { x: '0', width: '100%', y })
    },
    drop: () => moveTo(box, block, block.parentElement, y),
    undo() {
      home.insertBefore(block, next)
      place(block, before)
    },
  }
}

/** The lower edge of a record is dragged to its new end. */
export function holdEnd(box, block) {
  const day = block.parentElement
  const before = placeOf(block)
  const top = Number(before.y)
  let bottom = top + STEP
  return {
    move(event) {
      const most = day.height.baseVal.value
      bottom = Math.min(Math.max(snapped(day, event.clientY), top + STEP), most)
      place(block, { height: bottom - top })
    },
    drop: () => endAt(box, block, bottom),
    undo: () => place(block, before),
  }
}

/** An empty stretch that is dragged over becomes the hours of a new record. */
export function holdSlot(box, day, { clientY }) {
  const from = Math.floor((clientY - day.getBoundingClientRect().top) / STEP) * STEP
  const mark = document.createElementNS(day.namespaceURI, 'rect')
  let [top, bottom] = [from, from + STEP]
  mark.setAttribute('class', 'slot slot--new')
  return {
    move(event) {
      const to = snapped(day, event.clientY)
      top = Math.max(Math.min(from, to), 0)
      bottom = Math.min(Math.max(from + STEP, to), day.height.baseVal.value)
      place(mark, { y: top, width: '100%', height: bottom - top })
      day.append(mark)
    },
    drop() {
      const { new: href, start, end } = box.dataset
      const query = new URLSearchParams({ [start]: momentAt(box, day, top).text })
      if (end) query.set(end, momentAt(box, day, bottom).text)
      location.assign(`${href}?${query}`)
    },
    undo: () => mark.remove(),
  }
}

/** Moves the record in focus by a step, or by a day. */
export function nudge(box, block, key) {
  if (!('starts' in block.dataset)) return
  const y = Number(block.getAttribute('y')) + ({ ArrowUp: -STEP, ArrowDown: STEP }[key] ?? 0)
  if (y < 0 || y >= block.parentElement.height.baseVal.value) return
  moveTo(box, block, block.parentElement, y, { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0)
}

/** Makes the record in focus longer or shorter by a step. */
export function nudgeEnd(box, block, key) {
  const change = { ArrowUp: -STEP, ArrowDown: STEP }[key]
  if (!change || !block.querySelector('.grip')) return
  const [y, height] = ['y', 'height'].map((name) => Number(block.getAttribute(name)))
  const bottom = Math.min(y + height + change, block.parentElement.height.baseVal.value)
  if (bottom > y) endAt(box, block, bottom)
}

function moveTo(box, block, day, y, days = 0) {
  const { date, time, again } = momentAt(box, day, y)
  moveDates(block.dataset.id, { to: `${dayAfter(date, days)}T${time}`, again })
}

function endAt(box, block, bottom) {
  const { text, again } = momentAt(box, block.parentElement, bottom)
  moveDates(block.dataset.id, { end: text, again })
}

function dayBelow(box, { clientX }) {
  return [...box.querySelectorAll('.day')].find((day) => {
    const { left, right } = day.getBoundingClientRect()
    return clientX >= left && clientX < right
  })
}

function snapped(day, clientY) {
  return Math.round((clientY - day.getBoundingClientRect().top) / STEP) * STEP
}

/** What the clock shows so many pixels down a day. The last line of a day is the next midnight. */
function momentAt(box, day, y) {
  const { date } = day.dataset
  const rows = box.querySelectorAll('[data-time]')
  const row = rows[Math.floor(y / HOUR)]
  if (!row) return { date: dayAfter(date, 1), time: '00:00', text: `${dayAfter(date, 1)}T00:00` }
  const minute = String(Math.round(((y % HOUR) / HOUR) * 60)).padStart(2, '0')
  const time = `${row.dataset.time.slice(0, 2)}:${minute}`
  return { date, time, text: `${date}T${time}`, again: 'again' in row.dataset ? '1' : '' }
}

function place(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
}

function placeOf(block) {
  const names = ['x', 'y', 'width', 'height']
  return Object.fromEntries(names.map((name) => [name, block.getAttribute(name)]))
}
