import { icon } from '../icons.ts'
import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'

/** What can be done with cards: put into other columns, or into an order within one. */
export interface CanMove {
  between: boolean
  within: boolean
}

/** The page that asks where a card is to go. */
export interface PlacePage {
  title: string
  action: string
  backHref: string
  csrf: string
  /** Key of the column in which the card stands. */
  from: string
  columns: { key: string; label: string; current: boolean }[]
  canMove: CanMove
}

/** Each button is a place: pressing it moves the card there. */
export function renderPlace(page: PlacePage, translate: Translate): string {
  const t = escapedTexts(translate)
  const { title, action, backHref, csrf, from, columns, canMove } = page
  const steps = canMove.within ? `<div class="row row--wrap">${stepButtons('btn', t)}</div>` : ''
  const choices = columns.map(({ key, label, current }) =>
    columnButton({ key, label, className: 'btn', disabled: current })
  )
  const list = canMove.between
    ? `<h2 class="h3">${t('ui.kanban.toColumn')}</h2><div class="row row--wrap">${choices.join('')}</div>`
    : ''
  return (
    `<div class="head"><h1>${escape(title)}</h1></div><div id="list" class="list"><form class="panel stack place" method="post" action="${escape(action)}">` +
    `${hiddenInputs([
      ['_csrf', csrf],
      ['from', from],
    ])}${list}${steps}<div><a class="btn btn--plain" href="${escape(backHref)}">${t('ui.kanban.back')}</a></div></form></div>`
  )
}

/**
 * The one menu of a board that all its cards share: script says for which card it is. The same form
 * is posted when a card is dragged.
 */
export function renderMoveMenu(
  columns: readonly { key: string; label: string }[],
  canMove: CanMove,
  csrf: string,
  t: Translate
): string {
  const items = canMove.between
    ? columns.map(({ key, label }) => columnButton({ key, label, className: 'item' })).join('')
    : ''
  const steps = canMove.within ? stepButtons('item', t) : ''
  const fields = hiddenInputs([
    ['_csrf', csrf],
    ['from', ''],
  ])
  return (
    `<form id="move" method="post" x-target="list">${fields}<div class="pop board__menu" id="move-menu" popover aria-label="${t('ui.kanban.move')}">` +
    `${items && `<p class="cap">${t('ui.kanban.toColumn')}</p>${items}`}${items && steps ? '<hr>' : ''}${steps}</div></form>`
  )
}

function columnButton(choice: {
  key: string
  label: string
  className: string
  disabled?: boolean
}) {
  const { key, label, className, disabled } = choice
  const button = attributes({ class: className, name: 'column', value: key, disabled })
  return `<button${button}>${escape(label)}</button>`
}

function stepButtons(className: string, t: Translate) {
  return (
    `<button class="${className}" name="step" value="up">${icon('arrow-up')}${t('ui.kanban.up')}</button>` +
    `<button class="${className}" name="step" value="down">${icon('arrow-down')}${t('ui.kanban.down')}</button>`
  )
}
