import { decimalPointOf, plainNumber } from '../../../app/domains/number_text.ts'
import { meets } from '../../../app/domains/text_test.ts'

/**
 * Shows, locks and demands the fields and parts of a form by what stands in it, while one types. The
 * conditions are those by which the server decides what it accepts, and are answered by the same code.
 */
export function applyRules(root) {
  const { fields, parts, texts } = JSON.parse(root.dataset.rules)
  const standing = (name) => textIn(root, name) ?? texts[name] ?? ''
  for (const [name, { visible, readonly, required }] of Object.entries(fields)) {
    const field = fieldOf(root, name)
    if (!field) continue
    if (visible !== undefined) field.hidden = !meets(visible, standing)
    if (readonly !== undefined) lock(field, meets(readonly, standing))
    if (required !== undefined) demand(field, meets(required, standing))
  }
  for (const [name, { visible }] of Object.entries(parts)) {
    showPart(root, name, meets(visible, standing))
  }
}

function textIn(root, name) {
  const controls = [...root.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
  if (controls.length === 0) return null
  const isTick = ({ type }) => type === 'checkbox' || type === 'radio'
  const chosen = controls.filter((control) => !isTick(control) || control.checked)
  return chosen.at(-1) ? textOf(chosen.at(-1)) : ''
}

/** What stands in a control, numbers as the server writes them. */
function textOf({ inputMode, value }) {
  const isNumber = inputMode === 'decimal' || inputMode === 'numeric'
  return isNumber ? plainNumber(value, decimalPointOf(document.documentElement.lang)) : value
}

function fieldOf(root, name) {
  const id = CSS.escape(`field-${name}`)
  return root.querySelector(`#${id}`)?.closest('.field')
}

function lock(field, isLocked) {
  for (const control of field.querySelectorAll('input, select, textarea, button')) {
    control.disabled = isLocked
  }
}

function demand(field, isRequired) {
  const label = field.querySelector(':scope > :is(label, .name)')
  const mark = label.querySelector('.needed')
  const control = field.querySelector('.in')
  if (control) control.required = isRequired
  if (isRequired === Boolean(mark)) return
  if (mark) return mark.remove()
  const star = document.createElement('span')
  star.className = 'needed'
  star.ariaHidden = 'true'
  star.textContent = '*'
  label.append(star)
}

/** A section by its heading, or a tab with the link to it; another tab is shown in its place. */
function showPart(root, name, isShown) {
  const tab = root.querySelector(`#part-${CSS.escape(name)}`)
  if (!tab) {
    const sections = [...root.querySelectorAll('.fields > fieldset')]
    const section = sections.find((each) => each.firstElementChild.textContent === name)
    if (section) section.hidden = !isShown
    return
  }
  const links = [...root.querySelectorAll('.tabs a')]
  const link = links.find(({ hash }) => hash === `#${tab.id}`)
  tab.hidden = link.hidden = !isShown
  if (!isShown && link.ariaCurrent) links.find(({ hidden }) => !hidden)?.click()
}
