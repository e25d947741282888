import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { ScreenHead } from './types.ts'

/**
 * The title of a screen with the ways to see its records and what to do beside looking at them. Script
 * exchanges it along with the list, for its links lead on with the filters that are on.
 */
export function renderHead(head: ScreenHead, t: Translate, withActions = true): string {
  const actions = withActions
    ? `<span class="row row--wrap push">${viewSwitch(head, t)}${accessLink(head, t)}${importLink(head, t)}${exportLink(head, t)}${printLink(head, t)}${newLink(head)}</span>`
    : ''
  return `<div class="head" id="head" x-sync><h1>${escape(head.title)}</h1>${actions}</div>`
}

function viewSwitch({ views }: ScreenHead, t: Translate) {
  if (views.length < 2) return ''
  const links = views.map(({ label, icon: iconName, href, current }) => {
    const name = escape(label)
    return `<a href="${escape(href)}" aria-label="${name}" title="${name}"${current ? ' aria-current="true"' : ''}>${icon(iconName)}</a>`
  })
  return `<div class="switch" role="group" aria-label="${t('ui.list.view')}">${links.join('')}</div>`
}

function accessLink({ accessHref }: ScreenHead, t: Translate) {
  if (!accessHref) return ''
  return `<a class="btn btn--plain wide-only" href="${escape(accessHref)}">${icon('key-round')}${t('ui.access.whoSees')}</a>`
}

function importLink({ importHref }: ScreenHead, t: Translate) {
  if (!importHref) return ''
  return `<a class="btn wide-only" href="${escape(importHref)}">${icon('upload')}${t('ui.list.import')}</a>`
}

function exportLink({ exportHref }: ScreenHead, t: Translate) {
  if (!exportHref) return ''
  return `<a class="btn wide-only" href="${escape(exportHref)}">${icon('download')}${t('ui.list.export')}</a>`
}

function printLink({ printHref }: ScreenHead, t: Translate) {
  if (!printHref) return ''
  return `<a class="btn wide-only" href="${escape(printHref)}">${icon('printer')}${t('ui.print.print')}</a>`
}

function newLink({ newHref, newLabel }: ScreenHead) {
  if (!newHref) return ''
  return `<a class="btn btn--primary" href="${escape(newHref)}">${icon('plus')}${escape(newLabel)}</a>`
}
