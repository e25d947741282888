import { keep, kept } from './kept.js'

/**
 * The way back from a record to the list that it was opened from, with search, filters and page, and
 * to the records beside it there. The list remembers itself for this browser tab and its user; pages
 * of records whose breadcrumbs lead to that list take it up. Without script the breadcrumb leads to
 * the list as it is by itself.
 */
export function installTrail() {
  remember()
  follow()
  document.addEventListener('ajax:merged', remember)
}

function remember() {
  const rows = [...document.querySelectorAll('#list :is(tbody tr, .card)')].flatMap((row) => {
    const link = [...row.querySelectorAll('a')].find(({ pathname }) =>
      pathname?.startsWith(`${location.pathname}/`)
    )
    return link ? [link.pathname] : []
  })
  if (rows.length === 0) return
  keep('trail', { path: location.pathname, href: location.pathname + location.search, rows })
}

function follow() {
  const trail = kept('trail')
  const crumb = [...document.querySelectorAll('.crumbs a')].find(
    ({ pathname }) => pathname === trail?.path
  )
  if (!crumb) return
  crumb.href = trail.href
  showPager(trail.rows)
}

function showPager(rows) {
  const pager = document.querySelector('[data-trail]')
  const place = rows.indexOf(location.pathname)
  if (!pager || place === -1) return
  pager.querySelector('[data-position]').textContent = `${place + 1} / ${rows.length}`
  step(pager.querySelector('[data-previous]'), rows[place - 1])
  step(pager.querySelector('[data-next]'), rows[place + 1])
  pager.hidden = false
}

function step(link, href) {
  if (href) link.href = href
  else link.setAttribute('aria-disabled', 'true')
}
