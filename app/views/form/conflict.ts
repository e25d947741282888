import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { hiddenInputs } from './page.ts'
import type { ConflictPage } from './types.ts'

/**
 * The page on which a person decides what becomes of fields that somebody else has saved meanwhile.
 * Nothing is chosen beforehand, and the browser does not post before each field is.
 */
export function renderConflict(conflict: ConflictPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const form = attributes({
    'class': 'dialog dialog--page dialog--wide',
    'method': 'post',
    'action': conflict.action,
    'aria-labelledby': 'conflict-title',
    'x-data': 'conflict',
    'x-on:change': 'update',
    'data-one': translate('ui.conflict.left', { count: 1 }),
    'data-many': translate('ui.conflict.left', { count: 0 }).replace('0', '#'),
  })
  return `<form${form}>${hiddenInputs([['_csrf', conflict.csrf], ...conflict.hidden])}${head(conflict, t)}<div class="dialog__body">${choices(conflict, t)}${merged(conflict, t)}</div>${foot(conflict, t)}</form>`
}

function head({ label, theirName, theirTime, fields, merged: others }: ConflictPage, t: Translate) {
  const told = t('ui.conflict.text', {
    name: theirName,
    time: theirTime,
    count: fields.length,
    merged: others.length,
  })
  return `<div class="dialog__head"><div class="stack gap1"><h1 id="conflict-title" class="h">${t('ui.conflict.title', { label })}</h1><p class="soft">${told}</p></div></div>`
}

function choices({ fields, theirName, theirTime }: ConflictPage, t: Translate) {
  const before = t('ui.conflict.before')
  const mine = t('ui.conflict.mine')
  const theirs = t('ui.conflict.theirs', { name: theirName, time: theirTime })
  const rows = fields.map((field) => {
    const radio = (side: 'mine' | 'theirs', heading: string) => {
      const input = attributes({
        type: 'radio',
        name: `resolve[${field.name}]`,
        value: side,
        required: true,
      })
      const label = `<span class="sr">${heading}: </span>${shown(field[side])}`
      return `<td data-l="${heading}"><label class="tick"><input${input}><span>${label}</span></label></td>`
    }
    return `<tr><th scope="row">${escape(field.label)}</th><td data-l="${before}" class="muted">${shown(field.before)}</td>${radio('mine', mine)}${radio('theirs', theirs)}</tr>`
  })
  return (
    `<table class="table table--top merge"><thead><tr><th scope="col">${t('ui.conflict.field')}</th><th scope="col">${before}</th><th scope="col">${mine}</th><th scope="col">${theirs}</th></tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table>`
  )
}

function merged({ merged: others, theirName }: ConflictPage, t: Translate) {
  if (others.length === 0) return ''
  const lines = others.map(({ label, value, by }) => {
    const who = by === 'mine' ? t('ui.conflict.byMe') : escape(theirName)
    return `<dt>${escape(label)}</dt><dd>${shown(value)} <span class="muted">(${who})</span></dd>`
  })
  return `<details><summary class="row sm">${icon('chevron-right')}${t('ui.conflict.showMerged', { count: others.length })}</summary><dl class="facts facts--in">${lines.join('')}</dl></details>`
}

function foot({ label, theirName, discardHref }: ConflictPage, t: Translate) {
  const all = (side: string, text: string) =>
    `<button class="btn" name="resolve_all" value="${side}" formnovalidate>${text}</button>`
  return (
    `<div class="dialog__foot"><span class="sm muted dialog__state js-only" role="status" x-text="text"></span><a class="btn btn--plain" href="${escape(discardHref)}">${t('ui.conflict.discard')}</a>` +
    `${all('mine', t('ui.conflict.allMine'))}${all('theirs', t('ui.conflict.allTheirs', { name: theirName }))}` +
    `<button class="btn btn--primary wait">${t('ui.conflict.save', { label })}</button></div>`
  )
}

function shown(value: string) {
  return value === '' ? '<span class="muted">&#8211;</span>' : escape(value)
}
