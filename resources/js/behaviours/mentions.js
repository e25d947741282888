import { choose, chosen, following } from './options.js'

/** `@` and the beginning of a name, right before the cursor. */
const BEGUN = /(?:^|\s)@([\p{L}\p{N}][\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]*)?)$/u

let list = null
let asked = 0

/**
 * Offers colleagues while a name is typed after `@`, in every textarea with the address of a search
 * for people in `data-mentions`. Arrows move, Enter or Tab takes, Escape closes.
 */
export function installMentions() {
  document.addEventListener('input', ({ target }) => {
    if (target.matches?.('textarea[data-mentions]')) suggest(target)
  })
  document.addEventListener('focusout', ({ target }) => {
    if (target.matches?.('textarea[data-mentions]')) close(target)
  })
  document.addEventListener('keydown', onKey, true)
}

async function suggest(textarea) {
  const question = ++asked
  const begun = BEGUN.exec(textarea.value.slice(0, textarea.selectionStart))
  if (!begun) return close(textarea)
  const address = `${textarea.dataset.mentions}?q=${encodeURIComponent(begun[1])}`
  const answer = await fetch(address, { headers: { accept: 'application/json' } })
  if (!answer.ok) return
  const people = await answer.json()
  if (question === asked && document.activeElement === textarea) show(textarea, people)
}

function show(textarea, people) {
  close(textarea)
  if (people.length === 0) return
  list = document.createElement('div')
  list.className = 'pop'
  list.id = 'mentions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', textarea.dataset.mentionsLabel)
  for (const [index, { name }] of people.entries()) {
    const option = document.createElement('div')
    option.className = 'item'
    option.id = `mention-${index}`
    option.setAttribute('role', 'option')
    option.textContent = name
    option.addEventListener('mousedown', (event) => {
      event.preventDefault()
      take(textarea, name)
    })
    list.append(option)
  }
  list.take = () => take(textarea, chosen(list).textContent)
  textarea.after(list)
  textarea.setAttribute('aria-controls', list.id)
  choose(textarea, list, list.firstElementChild)
}

/** Puts a name in the place of what has been typed of it by now. */
function take(textarea, name) {
  const end = textarea.selectionStart
  const begun = BEGUN.exec(textarea.value.slice(0, end))
  if (begun) textarea.setRangeText(`${name} `, end - begun[1].length, end, 'end')
  close(textarea)
}

function close(textarea) {
  list?.remove()
  list = null
  textarea.removeAttribute('aria-controls')
  textarea.removeAttribute('aria-activedescendant')
}

function onKey(event) {
  if (!list || !event.target.matches?.('textarea[data-mentions]')) return
  const next = following(event.key, list)
  if (next) choose(event.target, list, next)
  else if (event.key === 'Enter' || event.key === 'Tab') list.take()
  else if (event.key === 'Escape') close(event.target)
  else return
  event.preventDefault()
}
