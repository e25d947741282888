import { controlsOf } from './controls.js'
import { choose } from './picker.js'

/** What every form is still to be told, one after the other. */
const told = new WeakMap()

let isFilling = false

/**
 * Asks the server what else changes with a field, in forms that say where to ask (`data-changes`), and
 * puts it in. What somebody types into meanwhile stays as they have it, and nothing takes the focus
 * away.
 */
export function installChanges() {
  document.addEventListener('change', ({ target }) => {
    const { form } = target
    if (isFilling || !form?.dataset.changes) return
    const { href, names } = JSON.parse(form.dataset.changes)
    for (const changed of changesIn(target, names)) {
      const asked = (told.get(form) ?? Promise.resolve()).then(() => ask(form, href, changed))
      told.set(
        form,
        asked.catch(() => null)
      )
    }
  })
}

/** What has changed with a control: a line that is begun, and the field. */
function changesIn(control, names) {
  const changed = control.name.replace(/_text$/, '')
  const [lines, id, column] = changed.split('.')
  if (!column) return names.filter((name) => name === changed)
  const { dataset } = control.closest('tr')
  const isBegun = id.startsWith('new') && !('unsaved' in dataset) && !dataset.begun
  dataset.begun = true
  return [
    ...(isBegun && names.includes(lines) ? [`${lines}.${id}`] : []),
    ...(names.includes(`${lines}.${column}`) ? [changed] : []),
  ]
}

async function ask(form, href, changed) {
  const sent = new URLSearchParams(new FormData(form))
  const address = new URL(href, location.href)
  address.searchParams.set('changed', changed)
  const headers = { Accept: 'application/json' }
  const response = await fetch(address, { method: 'POST', headers, body: sent })
  if (!response.ok || !stands(form, changed, sent)) return
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
  form
    .querySelector(`#field-${CSS.escape(name)}`)
    ?.replaceWith(drawn.content.querySelector('.value'))
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
