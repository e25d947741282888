import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import { toolLinks } from './menu.ts'
import type { RangeMenu, SearchTools } from './types.ts'

/** The menu of filters: those of the screen, stretches of time for its days, and one's own. */
export function filterItems(
  { filters, ranges = [], editorHref }: SearchTools,
  t: Translate
): string {
  const times = ranges.map((range) => rangeItem(range, t)).join('')
  const custom = editorHref
    ? `<a class="item" href="${escape(editorHref)}">${icon('plus')}${t('ui.search.customFilter')}</a>`
    : ''
  return [toolLinks(filters), times, custom].filter(Boolean).join('<hr>')
}

/** A part of the menu that opens by itself; the form works without script. */
function rangeItem({ label, links, action, name, screen }: RangeMenu, t: Translate) {
  const isOn = links.some(({ active }) => active)
  const form = attributes({ 'class': 'range', 'method': 'get', action, 'x-target.push': 'list' })
  return (
    `<details class="more"${isOn ? ' open' : ''}><summary class="item">${escape(label)}${icon('chevron-down', { class: 'check' })}</summary>${toolLinks(links)}` +
    `<form${form}><input${attributes({ type: 'hidden', name: 'field', value: name })}><input${attributes({ type: 'hidden', name: 'screen', value: screen })}>` +
    `${day('from', t('ui.search.from'))}${day('until', t('ui.search.until'))}<button class="btn btn--sm">${t('ui.search.apply')}</button></form></details>`
  )
}

function day(name: string, label: string) {
  return `<label class="lbl"><span>${label}</span><input class="in" type="date" name="${name}"></label>`
}
