import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { hiddenInputs } from './page.ts'
import type { DeletePage } from './types.ts'

/** The page that asks before records are deleted: what else is affected, and the other way out. */
export function renderDelete(page: DeletePage, translate: Translate): string {
  const t = escapedTexts(translate)
  const form = attributes({
    'class': 'dialog dialog--page dialog--narrow',
    'method': 'post',
    'action': page.action,
    'aria-labelledby': 'delete-title',
  })
  return (
    `<form${form}>${hiddenInputs([['_csrf', page.csrf], ...page.hidden])}` +
    `<div class="dialog__head"><div class="stack gap1"><h1 id="delete-title" class="h">${escape(page.title)}</h1><p class="soft">${escape(page.text)}</p></div></div>` +
    `<div class="dialog__body">${affected(page, t)}${page.blocked.map(blocked).join('')}${typed(page, t)}</div>` +
    `<div class="dialog__foot"><a class="btn" href="${escape(page.keepHref)}">${escape(page.keepLabel)}</a>${deleteButton(page)}</div></form>`
  )
}

function affected({ affected: others }: DeletePage, t: Translate) {
  if (others.length === 0) return `<p>${t('ui.delete.nothingElse')}</p>`
  const rows = others.map(
    ({ label, count, effect }) =>
      `<tr><td>${escape(label)}</td><td class="r">${escape(count)}</td><td>${escape(effect)}</td></tr>`
  )
  return (
    `<table class="table table--tight"><caption class="sr">${t('ui.delete.affected')}</caption>` +
    `<thead><tr><th scope="col">${t('ui.delete.also')}</th><th scope="col" class="r">${t('ui.delete.records')}</th><th scope="col">${t('ui.delete.effect')}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  )
}

function blocked({ title, text, archive }: DeletePage['blocked'][number]) {
  const way = archive
    ? ` <button class="link" formaction="${escape(archive.action)}" formnovalidate>${escape(archive.label)}</button>`
    : ''
  return `<div class="note note--bad">${icon('lock')}<div class="grow"><strong>${escape(title)}</strong><p>${escape(text)}${way}</p></div></div>`
}

function typed({ typed: words, deleteLabel }: DeletePage, t: Translate) {
  if (words === null || deleteLabel === null) return ''
  const input = attributes({
    class: 'in',
    id: 'typed',
    name: 'typed',
    required: true,
    pattern: words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
    title: words,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
  })
  return `<div class="lbl"><label for="typed">${t('ui.delete.type', { words })}</label><input${input}></div>`
}

function deleteButton({ deleteLabel }: DeletePage) {
  if (deleteLabel === null) return ''
  return `<button class="btn btn--danger">${icon('trash-2')}${escape(deleteLabel)}</button>`
}
