import { LONGEST_MESSAGE } from '../../models/messages.ts'
import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'
import { messageText } from './message_text.ts'
import type { ThreadAuthor, ThreadChange, ThreadItem, ThreadMessage } from './types.ts'

/** One thing that was said or done. `t` gives texts that may stand in HTML. */
export function renderMessage(item: ThreadItem, csrf: string, t: Translate): string {
  const content = item.kind === 'change' ? changeOf(item) : said(item, csrf, t)
  const id = item.kind === 'change' ? '' : ` id="message-${escape(item.id)}"`
  const classes = item.kind === 'note' ? 'msg msg--note' : 'msg'
  return (
    `<article class="${classes}"${id}>${avatar(item.author)}<div>` +
    `<header><b>${item.author ? escape(item.author.name) : t('ui.audit.nobody')}</b>` +
    `<time datetime="${escape(item.moment)}">${[escape(item.time), ...marks(item, t)].join(' · ')}</time></header>` +
    `${content}</div></article>`
  )
}

function avatar(author: ThreadAuthor | null) {
  return author
    ? `<span class="av k${author.tone}" aria-hidden="true">${escape(author.initials)}</span>`
    : icon('settings')
}

function marks(item: ThreadItem, t: Translate): string[] {
  if (item.kind === 'change') return []
  return [
    ...(item.kind === 'note' ? [t('ui.thread.isNote')] : []),
    ...(item.edited ? [t('ui.thread.edited')] : []),
  ]
}

function changeOf({ text, fields }: ThreadChange) {
  const lines = fields.map(({ label, before, after }) => {
    const old = before && `<del>${escape(before)}</del>`
    const arrow = before && after ? icon('arrow-right') : ''
    return `<li><span>${escape(label)}:</span>${old}${arrow}${after && `<span>${escape(after)}</span>`}</li>`
  })
  const list = lines.length > 0 ? `<ul class="track">${lines.join('')}</ul>` : ''
  return (text && `<p>${escape(text)}</p>`) + list
}

function said(message: ThreadMessage, csrf: string, t: Translate) {
  return `<p>${messageText(message.body, message.mentioned)}</p>${ownActions(message, csrf, t)}`
}

function ownActions({ body, editHref, deleteHref }: ThreadMessage, csrf: string, t: Translate) {
  const hidden = hiddenInputs([['_csrf', csrf]])
  const form = (action: string, content: string) =>
    `<form method="post" action="${escape(action)}" x-target="thread">${hidden}${content}</form>`
  const text = attributes({
    class: 'in',
    name: 'body',
    rows: 3,
    maxlength: LONGEST_MESSAGE,
    required: true,
  })
  const edit =
    editHref &&
    form(
      `${editHref}?_method=PUT`,
      `<textarea${text} aria-label="${t('ui.thread.changeText')}">${escape(body)}</textarea><button class="btn btn--sm">${icon('save')}${t('ui.thread.save')}</button>`
    )
  const remove =
    deleteHref &&
    form(
      `${deleteHref}?_method=DELETE`,
      `<button class="btn btn--plain btn--sm">${icon('trash-2')}${t('ui.thread.delete')}</button>`
    )
  if (!edit && !remove) return ''
  const label = t(edit ? 'ui.thread.change' : 'ui.thread.delete')
  return `<details class="own"><summary class="btn btn--plain btn--sm">${label}</summary>${edit ?? ''}${remove ?? ''}</details>`
}
