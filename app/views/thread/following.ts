import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'

/** Whether the reader follows a record, what they hear of, and who else follows it. */
export interface Following {
  action: string
  /** What the reader hears of; null for one who does not follow. */
  own: { comments: boolean; changes: boolean; activities: boolean } | null
  /** Names of all followers. */
  names: readonly string[]
  /** People from outside hear of comments alone. */
  isInternal: boolean
}

/** The way to follow a record. `t` gives texts that may stand in HTML. */
export function renderFollowing(following: Following, csrf: string, t: Translate): string {
  const { action, own, names, isInternal } = following
  const hidden = hiddenInputs([['_csrf', csrf]])
  const shown = own ?? { comments: true, changes: false, activities: false }
  const kinds = isInternal
    ? (['comments', 'changes', 'activities'] as const)
    : (['comments'] as const)
  const ticks = kinds.map((kind) => {
    const box = attributes({ type: 'checkbox', name: kind, value: '1', checked: shown[kind] })
    return `<label class="item"><input${box}>${t(`ui.follow.${kind}`)}</label>`
  })
  const leave = own
    ? `<form method="post" action="${escape(action)}?_method=DELETE" x-target="thread">${hidden}<button class="item">${icon('bell-off')}${t('ui.follow.stop')}</button></form>`
    : ''
  const who = names.length > 0 ? `<p class="item sm">${escape(names.join(', '))}</p>` : ''
  return (
    `<details class="drop push"><summary class="btn btn--plain btn--sm">${icon(own ? 'bell-ring' : 'bell')}` +
    `${t(own ? 'ui.follow.following' : 'ui.follow.follow')}<span class="muted">${names.length || ''}</span></summary>` +
    `<div class="pop pop--right"><form method="post" action="${escape(action)}?_method=PUT" x-target="thread">${hidden}${ticks.join('')}` +
    `<div class="row"><button class="btn btn--sm">${t(own ? 'ui.follow.save' : 'ui.follow.follow')}</button></div></form>${leave}${who}</div></details>`
  )
}
