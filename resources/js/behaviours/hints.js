import { lettersFor } from './hint_letters.js'

/** Alt is held so long before anything is shown, so that the browser's own keys work with it. */
const PAUSE = 250

const CONTROLS = 'a[href], button, summary, input:not([type="hidden"]), select, textarea'
/** Where there are too many things for a letter each. */
const MANY = 'tbody, .card, [role="listbox"], .toasts'
/** What lies over the page and is all that can be reached meanwhile. */
const LAYERS = 'dialog:modal, details.drop[open] > .pop, [popover]:popover-open'
const TYPED = 'input:not([type="checkbox"], [type="radio"]), select, textarea'

/**
 * While Alt is held, letters stand beside what can be pressed or typed into, wherever it is on a
 * page; pressing them presses it. Esc, or letting go of Alt, takes them away.
 */
export function installHints() {
  let timer = null
  let isHeld = false
  let hints = null

  const show = () => {
    hide()
    hints = isHeld ? new Hints() : null
  }
  const hide = () => {
    clearTimeout(timer)
    hints?.remove()
    hints = null
  }
  const release = () => {
    isHeld = false
    hide()
  }

  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Alt') {
        if (event.repeat || event.ctrlKey || event.metaKey || event.shiftKey) return
        isHeld = true
        timer = setTimeout(show, PAUSE)
        return
      }
      clearTimeout(timer)
      if (!hints) return
      const found = hints.type(keyOf(event))
      if (found !== null || event.key === 'Escape') {
        event.preventDefault()
        event.stopPropagation()
      }
      if (found === undefined) return
      hide()
      if (found) press(found)
      if (found?.matches('summary, [popovertarget]')) timer = setTimeout(show, PAUSE)
    },
    { capture: true }
  )
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Alt') return
    if (hints) event.preventDefault()
    release()
  })
  addEventListener('blur', release)
  addEventListener('scroll', hide, { capture: true })
  document.addEventListener('pointerdown', hide)
}

/** The letters on a page. */
class Hints {
  #keys
  #before = new Map()
  #typed = ''
  #layer = Object.assign(document.createElement('div'), { className: 'hints', popover: 'manual' })

  constructor() {
    this.#keys = lettersFor(reachable())
    this.#layer.ariaHidden = 'true'
    for (const [control, key] of this.#keys) {
      const { left, top } = boxOf(control)
      const mark = Object.assign(document.createElement('kbd'), { textContent: key.toUpperCase() })
      Object.assign(mark.style, {
        left: `${Math.max(left - 6, 0)}px`,
        top: `${Math.max(top - 8, 0)}px`,
      })
      this.#layer.append(mark)
      this.#before.set(control, control.ariaKeyShortcuts)
      control.setAttribute('aria-keyshortcuts', `Alt+${[...key.toUpperCase()].join(' Alt+')}`)
    }
    document.body.append(this.#layer)
    this.#layer.showPopover()
  }

  /** The control that is meant, undefined while a letter is to come, null where none is. */
  type(key) {
    this.#typed += key
    const meant = [...this.#keys].filter(([, each]) => key && each.startsWith(this.#typed))
    for (const [index, each] of [...this.#keys.values()].entries()) {
      this.#layer.children[index].hidden = !each.startsWith(this.#typed)
    }
    if (meant.length === 0) return null
    const [[control, whole]] = meant
    return whole === this.#typed ? control : undefined
  }

  remove() {
    this.#layer.remove()
    for (const [control, before] of this.#before) {
      if (before === null) control.removeAttribute('aria-keyshortcuts')
      else control.setAttribute('aria-keyshortcuts', before)
    }
  }
}

function press(control) {
  control.focus()
  if (!control.matches(TYPED)) control.click()
  else if (control.select) control.select()
}

/** What can be reached on what lies on top, from the head of the page to the menu. */
function reachable() {
  const scope = [...document.querySelectorAll(LAYERS)].at(-1) ?? document
  const controls = [...scope.querySelectorAll(CONTROLS)].filter(
    (each) => !each.disabled && !each.closest(MANY) && isInSight(each)
  )
  const inMain = controls.filter((each) => each.closest('main'))
  return [...inMain, ...controls.filter((each) => !each.closest('main'))]
}

function isInSight(control) {
  if (!control.checkVisibility({ visibilityProperty: true })) return false
  const { left, top, width, height } = boxOf(control)
  const [x, y] = [left + width / 2, top + height / 2]
  if (width < 8 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false
  const over = document.elementFromPoint(x, y)
  return control.contains(over) || over?.closest('label')?.control === control
}

/** The place of a control, or of its label where only that is seen. */
function boxOf(control) {
  const box = control.getBoundingClientRect()
  return box.width < 8 && control.labels?.[0] ? control.labels[0].getBoundingClientRect() : box
}

/** The letter or digit of a key, on a Mac as well, where Alt makes others of them. */
function keyOf({ key, code }) {
  if (/^[a-z\d]$/i.test(key)) return key.toLowerCase()
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1].toLowerCase() ?? null
}
