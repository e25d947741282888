import { LONGEST_MESSAGE } from '../../models/messages.ts'
import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { renderActivity } from './activity.ts'
import { renderFiles } from './files.ts'
import { renderFollowing } from './following.ts'
import { renderMessage } from './message.ts'
import type { ThreadPage } from './types.ts'

/** Id of the conversation, which takes its own answers and leaves the rest of the page as it is. */
const threadId = 'thread'

/** The conversation about a record: what may be said, then what was said and done, newest first. */
export function renderThread(thread: ThreadPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const days = thread.days.map(
    ({ label, items }) =>
      `<h3 class="cap">${escape(label)}</h3>` +
      items.map((item) => renderMessage(item, thread.csrf, t)).join('')
  )
  const older = thread.olderHref
    ? `<p class="panel__foot"><a class="btn btn--plain btn--sm" href="${escape(thread.olderHref)}">${icon('history')}${t('ui.thread.older')}</a></p>`
    : ''
  const empty = days.length === 0 ? `<p class="panel__body soft">${t('ui.thread.empty')}</p>` : ''
  return (
    `<aside class="panel thread" id="${threadId}" aria-labelledby="thread-title">` +
    `<h2 class="sr" id="thread-title">${t('ui.thread.title')}</h2>` +
    `${composer(thread, t)}${thread.files ? renderFiles(thread.files, thread.csrf, t) : ''}${planned(thread, t)}${days.join('')}${empty}${older}</aside>`
  )
}

function planned({ activities, csrf }: ThreadPage, t: Translate) {
  if (activities.length === 0) return ''
  const cards = activities.map((activity) => renderActivity(activity, csrf, t))
  return `<h3 class="cap">${t('ui.activity.planned')}</h3>${cards.join('')}`
}

function composer({ action, csrf, canNote, fault, planHref, following }: ThreadPage, t: Translate) {
  const text = attributes({
    'class': 'in',
    'id': 'thread-body',
    'name': 'body',
    'rows': 2,
    'maxlength': LONGEST_MESSAGE,
    'required': true,
    'data-mentions': canNote ? '/search/people' : null,
    'aria-autocomplete': canNote ? 'list' : null,
    'aria-invalid': fault ? 'true' : null,
    'aria-describedby': fault ? 'thread-fault' : null,
    'autofocus': fault !== null,
  })
  const said = fault
    ? `<p class="bad sm row" id="thread-fault" role="alert">${icon('circle-alert')}${escape(fault.text)}</p>`
    : ''
  const note = canNote
    ? `<button class="btn btn--sm" name="kind" value="note">${icon('sticky-note')}${t('ui.thread.note')}</button>`
    : ''
  const comment = `<button class="btn btn--sm" name="kind" value="comment">${icon('message-square')}${t('ui.thread.comment')}</button>`
  const plan = planHref
    ? `<a class="btn btn--plain btn--sm" href="${escape(planHref)}">${icon('clock')}${t('ui.activity.plan')}</a>`
    : ''
  const follow = following ? renderFollowing(following, csrf, t) : ''
  const bar = plan || follow ? `<div class="row row--wrap">${plan}${follow}</div>` : ''
  return (
    `<div class="compose"><form class="stack gap2" method="post" action="${escape(action)}" x-target="${threadId}">${hiddenInputs([['_csrf', csrf]])}` +
    `<div class="drop"><textarea${text} data-mentions-label="${t('ui.thread.people')}" aria-label="${t('ui.thread.write')}" placeholder="${t(canNote ? 'ui.thread.hint' : 'ui.thread.write')}">${escape(fault?.body ?? '')}</textarea></div>${said}<div class="row row--wrap">${note}${comment}</div></form>${bar}</div>`
  )
}
