import { choose } from './picker.js'

/**
 * Asks the server what else changes in a form with a field, and puts it in. What somebody types into
 * meanwhile stays as they have it, and nothing takes the focus away.
 */
export function followChanges(root) {
  const form = root.querySelector('form#record')
  if (!form || !root.dataset.changes) return
  const { href, names } = JSON.parse(root.dataset.changes)
  let turn = 0
  let isFilling = false
  root.addEventListener('change', async ({ target }) => {
    const changed = target.name?.replace(/_text$/, '')
    if (isFilling || !names.includes(changed)) return
    const own = ++turn
    const body = new URLSearchParams(new FormData(form))
    const address = new URL(href, location.href)
    address.searchParams.set('changed', changed)
    const headers = { Accept: 'application/json' }
    const response = await fetch(address, { method: 'POST', headers, body })
    if (!response.ok || own !== turn) return
    isFilling = true
    for (const [name, field] of Object.entries(await response.json())) fill(form, name, field, body)
    isFilling = false
  })
}

function fill(form, name, { value, label }, sent) {
  const all = [
    ...form.querySelectorAll(`[name="${CSS.escape(name)}"], [name="${CSS.escape(name)}_text"]`),
  ]
  const stands = new URLSearchParams(new FormData(form))
  const isSame = all.every(
    (each) => String(stands.getAll(each.name)) === String(sent.getAll(each.name))
  )
  if (all.includes(document.activeElement) || !isSame) return
  if (label !== undefined) return choose(form, name, { id: value, label })
  for (const control of all) {
    if (control.type === 'checkbox') control.checked = value === '1'
    else if (control.type === 'radio') control.checked = control.value === value
    else if (control.type !== 'hidden') control.value = value
  }
  const shown = all.find(({ type }) => type !== 'hidden')
  shown?.dispatchEvent(new Event('input', { bubbles: true }))
}
