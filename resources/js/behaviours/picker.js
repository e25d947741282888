import { controlsOf } from './controls.js'
import { Draft } from './drafts.js'

const KEY = 'picker'

/**
 * The way to the form of a new record that a field is to lead to, and back with that record chosen.
 * What was typed before comes back with it. Without script the link leads there only.
 */
export function installPicker() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-create]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(link)
  })
  const way = read()
  if (way) follow(way)
}

function go(link) {
  const form = link.closest('form')
  const root = form.closest('.record')
  const { pathname } = new URL(form.getAttribute('action'), location.href)
  const isNew = !form.getAttribute('action').includes('_method=PUT')
  Draft.of(root)?.keepNow()
  write({
    from: isNew ? `${pathname}/new` : pathname,
    query: location.pathname === pathname && isNew ? '' : location.search,
    field: link.dataset.create,
    home: link.pathname.replace(/\/new$/, ''),
    stage: 'there',
  })
  const address = new URL(link.href)
  const typed = form.querySelector(`[name="${CSS.escape(link.dataset.create)}_text"]`)
  const chosen = form.querySelector(`[name="${CSS.escape(link.dataset.create)}"]`)?.value
  if (typed?.value && !chosen && link.dataset.title) {
    address.searchParams.set(link.dataset.title, typed.value)
  }
  root.dispatchEvent(new CustomEvent('leaving'))
  location.href = address
}

function follow(way) {
  const path = location.pathname
  const form = document.querySelector('form#record')
  const isThere = path === `${way.home}/new` || path === way.home
  if (way.stage === 'back') {
    if (path !== way.from) sessionStorage.removeItem(KEY)
  } else if (isThere && form) {
    document.querySelector('[data-discard]').href = way.from + way.query
    form.addEventListener('submit', () => write({ ...way, stage: 'sent' }))
  } else if (way.stage === 'sent' && path.startsWith(`${way.home}/`)) {
    const label = document.querySelector('.ident h1').textContent
    write({ ...way, stage: 'back', id: path.slice(way.home.length + 1), label })
    location.replace(way.from + way.query)
  } else if (path === way.from) write({ ...way, stage: 'back' })
  else sessionStorage.removeItem(KEY)
}

/** Puts back what was typed before somebody went to make a record, with that record chosen. */
export function comeBack(root, draft) {
  const way = read()
  if (way?.stage !== 'back' || way.from !== location.pathname) return false
  sessionStorage.removeItem(KEY)
  // Lines that were added come back only once they listen to what is put into them.
  setTimeout(() => {
    draft?.restore()
    if (way.id) choose(root.querySelector('form#record'), way.field, way)
    root.querySelector(`#field-${CSS.escape(way.field)}`)?.focus()
  })
  return true
}

/** Chooses a record in a field of a form: in its drop-down list, or beside its text. */
export function choose(form, name, { id, label }) {
  const [control, text] = [name, `${name}_text`].map((each) => controlsOf(form, each)[0])
  if (!control) return
  const isOffered = text || [...control.options].some(({ value }) => value === id)
  if (text) text.value = label
  if (!isOffered) control.add(new Option(label, id))
  control.value = id
  const changed = text ?? control
  changed.dispatchEvent(new Event('change', { bubbles: true }))
}

function read() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
}

function write(way) {
  sessionStorage.setItem(KEY, JSON.stringify(way))
}
