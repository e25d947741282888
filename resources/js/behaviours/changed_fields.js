import { controlsOf } from './controls.js'
import { choose } from './picker.js'

/** What every form is still to be told, one after the other. */
const told = new WeakMap()

let isFilling = false

/** So many changes are asked about at once: their names have to go into an address. */
const MOST = 40

/**
 * Asks the server what else changes with a field, in forms that say where to ask (`data-changes`), and
 * puts it in. What somebody types into meanwhile stays as they have it, and nothing takes the focus
 * away. Cells that were pasted at once are told at once.
 */
export function installChanges() {
  document.addEventListener('change', ({ target }) => {
    const { form } = target
    if (isFilling || !form?.dataset.changes) return
    const { href, names } = JSON.parse(form.dataset.changes)
    for (const changed of changesIn(target, names)) queue(form, href, [changed])
  })
  document.addEventListener('pasted', ({ target, detail }) => {
    const form = target.closest('form')
    if (!form?.dataset.changes) return
    const { href, names } = JSON.parse(form.dataset.changes)
    let some = []
    for (const line of Map.groupBy(detail, (control) => control.closest('tr')).values()) {
      const changed = new Set(line.flatMap((control) => changesIn(control, names)))
      if (some.length > 0 && some.length + changed.size > MOST) {
        queue(form, href, some)
        some = []
      }
      some = [...new Set([...some, ...changed])]
    }
    if (some.length > 0) queue(form, href, some)
  })
}

function queue(form, href, changed) {
  const asked = (told.get(form) ?? Promise.resolve()).then(() => ask(form, href, changed))
  told.set(
    form,
    asked.catch(() => null)
  )
}

/**
 * What has changed with a control: a line that is begun, and the field. Where something hangs on which
 * lines there are, a line that comes or goes changes them all.
 */
function changesIn(control, names) {
  const changed = control.name.replace(/_text$/, '')
  const [lines, id, column] = changed.split('.')
  if (!id) return names.filter((name) => name === changed)
  const whole = names.includes(`${lines}.*`) ? [lines] : []
  if (!column) return whole
  const { dataset } = control.closest('tr')
  const isNew = id.startsWith('new')
  const isBegun = isNew && !('unsaved' in dataset) && !dataset.begun
  dataset.begun = true
  const all = [
    ...(isBegun && names.includes(lines) ? [`${lines}.${id}`] : []),
    ...(names.includes(`${lines}.${column}`) ? [changed] : []),
  ]
  return isNew && all.length === 0 ? whole : all
}

async function ask(form, href, changed) {
  const sent = new URLSearchParams(new FormData(form))
  const address = new URL(href, location.href)
  address.searchParams.set('changed', changed.join(','))
  const headers = { Accept: 'application/json' }
  const response = await fetch(address, { method: 'POST', headers, body: sent })
  if (!response.ok || (changed.length === 1 && !stands(form, changed[0], sent))) return
  const answer = await response.json()
  isFilling = true
  try {
    for (const [name, field] of Object.entries(answer)) {
      if (field.html) show(form, name, field.html)
      else fill(form, name, field, sent)
    }
  } finally {
    isFilling = false
  }
}

/** Shows what a computed field has come to. */
function show(form, name, html) {
  const drawn = document.createElement('template')
  drawn.innerHTML = html
  const shown = `#${CSS.escape(`field-${name}`)}`
  const place = form.id === 'row' ? document : form
  place.querySelector(shown)?.replaceWith(drawn.content.querySelector('.value'))
}

function fill(form, name, { value, label }, sent) {
  const all = allOf(form, name)
  const shown = all.find(({ type }) => type !== 'hidden')
  if (!shown || shown.validity.badInput || !stands(form, name, sent)) return
  if (label !== undefined) choose(form, name, { id: value, label })
  else {
    for (const control of all) {
      if (control.type === 'checkbox') control.checked = value === '1'
      else if (control.type === 'radio') control.checked = control.value === value
      else if (control.type !== 'hidden') control.value = value
    }
    shown.dispatchEvent(new Event('input', { bubbles: true }))
  }
  if (all.includes(document.activeElement)) document.activeElement.select?.()
}

/** Whether a field holds what it held when the form was sent. */
function stands(form, name, sent) {
  const now = new URLSearchParams(new FormData(form))
  return allOf(form, name).every(
    (control) => String(now.getAll(control.name)) === String(sent.getAll(control.name))
  )
}

function allOf(form, name) {
  return [...controlsOf(form, name), ...controlsOf(form, `${name}_text`)]
}
