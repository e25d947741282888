import { differs } from './changes.js'

const PREFIX = 'draft:'
const LIFETIME = 7 * 24 * 60 * 60 * 1000
const PAUSE = 300

/** Forgets what was typed where it is too old, and all of it when somebody signs out. */
export function installDrafts() {
  for (const key of keys()) {
    const draft = read(key)
    const isSaved = draft?.sent && document.querySelector('.toast[data-kind="ok"]')
    if (!draft || isSaved || draft.at < Date.now() - LIFETIME) localStorage.removeItem(key)
    else if (draft.sent) write(key, { ...draft, sent: false })
  }
  document.addEventListener('submit', ({ target }) => {
    if (target.method !== 'post') return
    const path = pathOf(target)
    for (const key of keys()) {
      if (path === '/logout') localStorage.removeItem(key)
      else if (key.endsWith(` ${path}`)) write(key, { ...read(key), sent: true })
    }
  })
}

/**
 * What is typed into the form of a record, kept in this browser for whoever typed it until it is saved
 * or given up. It is offered again where the page was left without either, as after a crash.
 */
export class Draft {
  constructor(root) {
    this.form = root.querySelector('form#record')
    this.template = root.querySelector('template[data-draft]')
    this.key = this.form && `${PREFIX}${this.template?.dataset.draft} ${pathOf(this.form)}`
    const isRefused = this.key && root.querySelector('.note--bad')
    this.refused = isRefused ? (read(this.key)?.values ?? {}) : null
  }

  static of(root) {
    const draft = new Draft(root)
    return draft.form && draft.template ? draft : null
  }

  /** Keeps what differs from the page as the server sent it, soon. */
  keep() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keepNow(), PAUSE)
  }

  keepNow() {
    clearTimeout(this.timer)
    const values = { ...this.refused, ...changedValues(this.form) }
    if (Object.keys(values).length > 0) write(this.key, { at: Date.now(), values })
    else if (!this.note) this.forget()
  }

  forget() {
    clearTimeout(this.timer)
    localStorage.removeItem(this.key)
  }

  /** Says what was typed and not saved, and offers to put it back. */
  offer() {
    const draft = read(this.key)
    if (!draft || this.refused || Object.keys(changedValues(this.form)).length > 0) return
    const fields = Object.keys(draft.values).flatMap((name) => {
      const [control] = controlsOf(this.form, name)
      const isSaid = control && control.type !== 'hidden' && !isIn(control, draft.values[name])
      return isSaid ? [inWords(controlsOf(this.form, name), draft.values[name])] : []
    })
    if (fields.length === 0) return this.forget()
    this.note = this.template.content.firstElementChild.cloneNode(true)
    const { lang } = document.documentElement
    const time = new Date(draft.at).toLocaleString(lang === 'en' ? 'en-GB' : lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    const title = this.note.querySelector('strong')
    title.textContent = title.textContent.replace('#', time)
    this.note.querySelector('p').textContent = fields.join(' · ')
    this.note.addEventListener('click', ({ target }) => {
      const button = target.closest('button')
      if (!button) return
      if (button.dataset.put) this.restore(draft.values)
      else this.forget()
      this.note.remove()
      this.note = null
      this.form.querySelector('.in')?.focus()
    })
    this.template.after(this.note)
  }

  restore(values = read(this.key)?.values ?? {}) {
    const isHidden = (name) => controlsOf(this.form, name)[0]?.type === 'hidden'
    const names = Object.keys(values).sort((one, two) => isHidden(one) - isHidden(two))
    for (const name of names) put(controlsOf(this.form, name), values[name])
  }
}

function changedValues(form) {
  const values = {}
  for (const control of form.elements) {
    const { name, type } = control
    if (!name || type === 'hidden' || type === 'password' || type === 'file') continue
    if (!differs(control) || name in values) continue
    const controls = controlsOf(form, name)
    values[name] = isTick(control)
      ? controls.filter(({ checked }) => checked).map(({ value }) => value)
      : [control.value]
    const id = name.endsWith('_text') && form.elements[name.slice(0, -'_text'.length)]
    if (id) values[id.name] = [id.value]
  }
  return values
}

/** The controls of a name; what stands for an empty box is none of them. */
function controlsOf(form, name) {
  const all = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
  const ticks = all.filter(isTick)
  return ticks.length > 0 ? ticks : all
}

function isTick({ type }) {
  return type === 'checkbox' || type === 'radio'
}

/** Whether a control holds what was typed already. */
function isIn(control, values) {
  return isTick(control)
    ? control.checked === values.includes(control.value)
    : control.value === values[0]
}

/** Where a form is sent, which names it before and after the server has refused it. */
function pathOf(form) {
  return new URL(form.getAttribute('action'), location.href).pathname
}

function put(controls, values) {
  for (const control of controls) {
    if (isTick(control)) control.checked = values.includes(control.value)
    else control.value = values[0]
    control.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

function inWords(controls, values) {
  const [control] = controls
  const field = control.closest('.field')?.querySelector('label, .name')
  const group = control.closest('.steps') ?? control
  const name = group.getAttribute('aria-label') ?? field?.textContent.replace('*', '')
  return `${name}: ${isTick(control) ? ticked(controls, values) : shown(control, values[0])}`
}

function ticked(controls, values) {
  const chosen = controls.filter(({ value }) => values.includes(value))
  return chosen.map((control) => control.closest('label')?.textContent ?? '✓').join(', ') || '–'
}

function shown(control, value) {
  if (control.tagName !== 'SELECT') return value
  return [...control.options].find((option) => option.value === value)?.label ?? value
}

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    return null
  }
}

/** A browser that keeps nothing, or has no room left, goes without. */
function write(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    return
  }
}
