import { LONGEST } from '../../models/activities.ts'
import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'
import type { ThreadActivity } from './types.ts'

const tones = { overdue: 'bad', today: 'warn', planned: 'muted' } as const

/** Something that is planned, with the way to say that it is done. `t` gives texts for HTML. */
export function renderActivity(activity: ThreadActivity, csrf: string, t: Translate): string {
  const { symbol, kind, summary, note, due, who, state, record } = activity
  const about = record
    ? ` · <a href="${escape(record.href)}">${escape(record.title)}</a>`
    : ` · ${escape(who)}`
  return (
    `<article class="msg">${icon(symbol, { class: tones[state] })}<div>` +
    `<header><b>${escape(summary)}</b></header>` +
    `<p class="sm"><span class="${tones[state]}">${escape(due)}</span> · ${escape(kind)}${about}</p>` +
    `${note && `<p>${escape(note).replaceAll('\n', '<br>')}</p>`}${actions(activity, csrf, t)}</div></article>`
  )
}

function actions(
  { completionHref, editHref, summary, back }: ThreadActivity,
  csrf: string,
  t: Translate
) {
  const feedback = attributes({
    class: 'in',
    name: 'feedback',
    rows: 2,
    maxlength: LONGEST.note,
  })
  const shownOn = back ? [['back', back] as const] : []
  return (
    `<div class="row row--wrap"><details><summary class="btn btn--sm">${icon('check')}${t('ui.activity.done')}<span class="sr">: ${escape(summary)}</span></summary>` +
    `<form class="stack gap2" method="post" action="${escape(completionHref)}">${hiddenInputs([['_csrf', csrf], ...shownOn])}` +
    `<textarea${feedback} aria-label="${t('ui.activity.feedback')}" placeholder="${t('ui.activity.feedback')}"></textarea><div class="row row--wrap"><button class="btn btn--sm">${t('ui.activity.complete')}</button>` +
    `<button class="btn btn--plain btn--sm" name="next" value="1">${t('ui.activity.completeNext')}</button></div></form></details>` +
    `<a class="btn btn--plain btn--sm" href="${escape(editHref)}">${t('ui.activity.change')}<span class="sr">: ${escape(summary)}</span></a></div>`
  )
}
