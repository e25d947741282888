const PAUSE = 150
const MOST_RECENT = 8

/**
 * The command palette over the search of everything: it opens with Ctrl+K or from the box in the top
 * bar, shows what was opened last, then what is found while one types. Arrows move, Enter opens.
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

  const open = () => {
    if (!dialog.open) dialog.showModal()
    input.value = ''
    show(list, recentGroups(dialog.dataset.recent))
  }

  const search = async () => {
    const question = ++asked
    const text = input.value.trim()
    if (!text) return show(list, recentGroups(dialog.dataset.recent))
    const answer = await fetch(`/search?q=${encodeURIComponent(text)}`)
    if (!answer.ok || question !== asked) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    show(list, [...(page.getElementById('found')?.children ?? [])])
  }

  box.addEventListener('mousedown', (event) => {
    event.preventDefault()
    open()
  })
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE)
  })
  dialog.addEventListener('keydown', (event) => move(event, list))
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

function show(list, groups) {
  list.replaceChildren(...groups)
  for (const link of list.querySelectorAll('a')) {
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
  select(list, list.querySelector('a'))
}

function select(list, link) {
  list.querySelector('[aria-selected="true"]')?.setAttribute('aria-selected', 'false')
  link?.setAttribute('aria-selected', 'true')
  link?.scrollIntoView({ block: 'nearest' })
}

function move(event, list) {
  const links = [...list.querySelectorAll('a')]
  const current = list.querySelector('[aria-selected="true"]')
  const index = links.indexOf(current)
  if (event.key === 'ArrowDown') select(list, links[(index + 1) % links.length])
  else if (event.key === 'ArrowUp') select(list, links.at(index - 1))
  else if (event.key === 'Enter' && current) current.click()
  else return
  event.preventDefault()
}

/** What one user has opened in this tab stays with them, whoever logs in next. */
function key() {
  return `tatami-recent ${document.getElementById('palette').dataset.owner}`
}

/** The records that were opened last in this tab. */
function recent() {
  try {
    return JSON.parse(sessionStorage.getItem(key()) ?? '[]')
  } catch {
    return []
  }
}

function rememberPage() {
  if (!document.querySelector('.record') || location.pathname.endsWith('/new')) return
  const page = { href: location.pathname, label: document.title.replace(/ · Tatami$/, '') }
  const others = recent().filter(({ href }) => href !== page.href)
  sessionStorage.setItem(key(), JSON.stringify([page, ...others].slice(0, MOST_RECENT)))
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
