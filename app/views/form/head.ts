import { icon } from '../icons.ts'
import { escape, escapeText } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { FormAction, FormPage } from './types.ts'

/** Id of the form whose buttons stand outside of it. */
export const recordForm = 'record'
/** Id of the empty form by which buttons do something at once, without what is typed. */
export const actionForm = 'record-action'

/** Save and Discard or New, the Actions menu and the way to the next record. */
export function renderHead(form: FormPage, t: Translate): string {
  const right = recordPager(form, t) + actionsMenu(form.actions, t)
  return `<div class="head">${saving(form, t)}${cleanState(form)}${right && `<span class="row push">${right}</span>`}</div>`
}

function saving({ canWrite, isNew, discardHref }: FormPage, t: Translate) {
  if (!canWrite) return ''
  const state = isNew ? '' : ' when-changed'
  return (
    `<span class="row${state}"><button class="btn btn--primary" form="${recordForm}" data-shortcut="ctrl+s" aria-keyshortcuts="Control+S">${icon('save')}${t('ui.form.save')}</button>` +
    `<a class="btn" href="${escape(discardHref)}" x-on:click="leave" data-discard>${icon('undo-2')}${t('ui.form.discard')}</a></span>` +
    `<span class="row sm warn js-only when-changed" role="status">${icon('pencil')}<span x-text="text"></span></span>`
  )
}

function cleanState({ isNew, newHref, newLabel, saved }: FormPage) {
  if (isNew) return ''
  const create = newHref
    ? `<a class="btn btn--primary" href="${escape(newHref)}">${icon('plus')}${escapeText(newLabel)}</a>`
    : ''
  const state = saved ? `<span class="sm muted row">${icon('check')}${escape(saved)}</span>` : ''
  return create || state ? `<span class="row when-clean">${create}${state}</span>` : ''
}

function actionsMenu(actions: FormAction[], t: Translate) {
  if (actions.length === 0) return ''
  return `<details class="drop"><summary class="btn">${icon('settings')}${t('ui.form.actions')}</summary><div class="pop pop--right">${actions.map((action) => actionItem(action, t)).join('')}</div></details>`
}

function actionItem(item: FormAction, t: Translate) {
  const { label, icon: iconName, href, action, danger, isApart, copies } = item
  const classes = `item${danger ? ' item--bad' : ''}`
  const content = icon(iconName) + escapeText(label)
  if (copies) {
    return `<button type="button" class="${classes} js-only" data-copy="${escape(copies)}" data-copied="${t('ui.form.linkCopied')}" aria-live="polite">${content}</button>`
  }
  return href === null
    ? `<button class="${classes}" form="${actionForm}" formaction="${escape(action)}"${isApart ? ' formtarget="_blank"' : ''}>${content}</button>`
    : `<a class="${classes}" href="${escape(href)}">${content}</a>`
}

/** The records beside this one in the list that it was opened from; `trail.js` fills it in. */
function recordPager({ hasTrail }: FormPage, t: Translate) {
  if (!hasTrail) return ''
  const step = (name: string, label: string, arrow: string) =>
    `<a role="link" data-${name} aria-label="${label}">${arrow}</a>`
  return (
    `<div class="pager" data-trail hidden><span data-position></span><span class="switch" role="group" aria-label="${t('ui.form.records')}">` +
    `${step('previous', t('ui.form.previousRecord'), icon('chevron-left'))}${step('next', t('ui.form.nextRecord'), icon('chevron-right'))}</span></div>`
  )
}
