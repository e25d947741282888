import { hiddenInputs } from '../form/page.ts'
import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { ThreadAuthor } from './types.ts'

/** Something that somebody was told. */
export interface NotificationItem {
  author: ThreadAuthor
  /** "Mia Berg mentions you about a contact" */
  text: string
  /** Name of the record, which opens it. */
  title: string
  /** Where it is read, by POST. */
  action: string
  excerpt: string
  time: string
  moment: string
  isRead: boolean
}

export interface NotificationsPage {
  items: readonly NotificationItem[]
  /** Whether anything is unread, be it about a record that the reader may not read any more. */
  hasUnread: boolean
  csrf: string
}

export function renderNotificationsPage(
  { items, hasUnread, csrf }: NotificationsPage,
  translate: Translate
): string {
  const t = escapedTexts(translate)
  const hidden = hiddenInputs([['_csrf', csrf]])
  const all = hasUnread
    ? `<form class="push" method="post" action="/notifications/reading?_method=PUT">${hidden}<button class="btn">${icon('check-check')}${t('ui.notification.readAll')}</button></form>`
    : ''
  const head = `<div class="head"><h1>${t('ui.notification.title')}</h1>${all}</div>`
  if (items.length === 0) {
    return `${head}<section class="panel quiet"><h2>${t('ui.notification.nothing')}</h2><p>${t('ui.notification.nothingText')}</p></section>`
  }
  const articles = items.map((item) => article(item, hidden, t))
  return `${head}<section class="panel thread" aria-label="${t('ui.notification.title')}">${articles.join('')}</section>`
}

function article(item: NotificationItem, hidden: string, t: Translate): string {
  const { author, text, title, action, excerpt, time, moment, isRead } = item
  const state = isRead ? '' : ` <span class="badge badge--info">${t('ui.notification.new')}</span>`
  return (
    `<article class="msg"><span class="av k${author.tone}" aria-hidden="true">${escape(author.initials)}</span><div>` +
    `<header><b>${escape(text)}</b>${state}<time datetime="${escape(moment)}">${escape(time)}</time></header>` +
    `${excerpt && `<p>${escape(excerpt)}</p>`}` +
    `<form method="post" action="${escape(action)}">${hidden}<button class="btn btn--sm">${icon('arrow-right')}${escape(title)}</button></form></div></article>`
  )
}
