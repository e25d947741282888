import { keep, kept } from './kept.js'
import { choose, chosen, following } from './options.js'

const PAUSE = 150
const MOST_RECENT = 8

/**
 * The command palette over the search of everything: it opens with Ctrl+K or from the box in the top
 * bar, shows what was opened last, then what is found while one types. Arrows move, Enter opens. Whose
 * session has ended is sent away by the search, and so by the page.
 */
export function installPalette() {
  const dialog = document.getElementById('palette')
  const box = document.querySelector('.find [name="q"]')
  if (!dialog || !box) return
  rememberPage()
  const input = dialog.querySelector('input')
  const list = dialog.querySelector('[role="listbox"]')
  let timer
  let asked = 0

  const search = async () => {
    const question = ++asked
    const text = input.value.trim()
    if (!text) return show(input, list, recentGroups(dialog.dataset.recent))
    const answer = await fetch(`/search?q=${encodeURIComponent(text)}`)
    if (!answer.ok) return
    if (answer.redirected) return location.reload()
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (question !== asked) return
    show(input, list, [...(page.getElementById('found')?.children ?? [])])
  }

  const open = () => {
    if (!dialog.open) dialog.showModal()
    input.value = ''
    search()
  }

  box.addEventListener('mousedown', (event) => {
    event.preventDefault()
    open()
  })
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE)
  })
  dialog.addEventListener('keydown', (event) => move(event, input, list))
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.addEventListener('keydown', (event) => {
    const isKey = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
    if (!isKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    event.stopImmediatePropagation()
    open()
  })
}

function show(input, list, groups) {
  list.replaceChildren(...groups)
  for (const [index, link] of list.querySelectorAll('a').entries()) {
    link.id = `palette-${index}`
    link.setAttribute('role', 'option')
    link.tabIndex = -1
    link.setAttribute('aria-selected', 'false')
  }
  for (const each of list.querySelectorAll('ul, li, h2, p')) {
    each.setAttribute('role', 'presentation')
  }
  for (const group of list.querySelectorAll('section')) {
    group.setAttribute('role', 'group')
    group.setAttribute('aria-label', group.querySelector('h2').textContent)
  }
  choose(input, list, list.querySelector('a'))
}

function move(event, input, list) {
  const next = following(event.key, list)
  if (next) choose(input, list, next)
  else if (event.key === 'Enter' && chosen(list)) chosen(list).click()
  else return
  event.preventDefault()
}

/** The records that were opened last in this tab. */
function recent() {
  return kept('recent') ?? []
}

function rememberPage() {
  if (!document.querySelector('.record') || location.pathname.endsWith('/new')) return
  const page = { href: location.pathname, label: document.title.replace(/ · Tatami$/, '') }
  const others = recent().filter(({ href }) => href !== page.href)
  keep('recent', [page, ...others].slice(0, MOST_RECENT))
}

function recentGroups(title) {
  const pages = recent()
  if (pages.length === 0) return []
  const section = document.createElement('section')
  const heading = document.createElement('h2')
  heading.className = 'cap'
  heading.textContent = title
  section.append(heading)
  for (const { href, label } of pages) {
    const link = document.createElement('a')
    link.className = 'item'
    link.href = href
    link.textContent = label
    section.append(link)
  }
  return [section]
}
