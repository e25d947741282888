import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { FormTab } from './types.ts'

/**
 * Parts of a record that take turns. Without script all of them stand below each other and the links
 * jump to them. The first part with a fault is shown first.
 */
export function renderTabs(tabs: FormTab[], t: Translate): string {
  if (tabs.length === 0) return ''
  const current =
    tabs.find(({ html }) => html.includes('aria-invalid="true"')) ??
    tabs.find(({ hidden }) => !hidden) ??
    tabs[0]
  const links = tabs.map(
    (tab) =>
      `<a href="#${partId(tab)}"${tab === current ? ' aria-current="true"' : ''}${hiding(tab)}>${title(tab)}</a>`
  )
  const parts = tabs.map(
    (tab) =>
      `<section class="part${tab === current ? ' is-current' : ''}" id="${partId(tab)}"${hiding(tab)} aria-label="${escape(tab.label)}"><h2 class="nojs-only h3">${title(tab)}</h2>${tab.html}</section>`
  )
  return `<div class="tabset" x-data="tabs"><nav class="tabs" aria-label="${t('ui.form.parts')}">${links.join('')}</nav>${parts.join('')}</div>`
}

function hiding({ hidden }: FormTab) {
  return hidden ? ' hidden' : ''
}

function partId({ name }: FormTab) {
  return `part-${escape(name)}`
}

function title({ label, count }: FormTab) {
  return escape(label) + (count === null ? '' : ` (${escape(count)})`)
}
