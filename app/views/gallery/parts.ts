import { icon } from '../icons.ts'
import { badgeCell, tagMark, type Tone } from '../list/cells.ts'
import { searchBox } from '../search/box.ts'
import { LONG, search, type Shelf } from './sample.ts'

const panel = (title: string, html: string) =>
  `<section class="panel"><div class="panel__head"><h1 class="h">${title}</h1></div><div class="panel__body stack gap4">${html}</div></section>`

const row = (...parts: string[]) => `<div class="row row--wrap">${parts.join('')}</div>`

const kinds = ['', 'btn--primary', 'btn--plain', 'btn--danger']

const buttons = (more = '', attribute = '') =>
  row(
    ...kinds.map(
      (kind) => `<button type="button" class="btn ${kind} ${more}"${attribute}>Save deal</button>`
    )
  )

const tones: Tone[] = [null, 'ok', 'warn', 'bad', 'info', 'accent']

const message = (kind: string, symbol: string) =>
  `<div class="note${kind && ` note--${kind}`}" role="status">${icon(symbol)}<p class="grow">Calls still work. 6 recordings will be fetched.</p><button type="button" class="btn btn--sm push">Show</button></div>`

const toast = (kind: string, symbol: string) =>
  `<div class="toast" role="status">${icon(symbol, { class: kind })}<p class="grow">The deal is archived.</p><button type="button" class="btn btn--plain btn--sm">Undo</button></div>`

/** Parts that pages are made of, each with its states. */
export const partSamples: Shelf = {
  buttons: () =>
    panel(
      'Buttons',
      buttons() +
        buttons('btn--sm') +
        buttons('', ' disabled') +
        row(
          `<button type="button" class="btn">${icon('plus')}With an icon</button>`,
          `<button type="button" class="btn btn--icon" aria-label="Next">${icon('chevron-right')}</button>`,
          `<span class="switch"><button type="button" aria-pressed="true">Month</button><button type="button">Week</button></span>`
        )
    ),
  badges: () => panel('Badges', row(...tones.map((tone) => badgeCell(tone ?? 'neutral', tone)))),
  tags: () =>
    panel(
      'Tags',
      `<div class="tags">${[1, 2, 3, 4, 5, 6].map((tone) => tagMark(`Tone ${tone}`, tone)).join('')}</div>`
    ),
  notes: () =>
    panel(
      'Notes',
      message('', 'circle-alert') +
        message('info', 'circle-alert') +
        message('ok', 'circle-check') +
        message('warn', 'triangle-alert') +
        message('bad', 'circle-alert')
    ),
  toasts: () =>
    panel(
      'Toasts',
      toast('ok', 'circle-check') + toast('warn', 'triangle-alert') + toast('bad', 'circle-alert')
    ),
  dialog: () =>
    `<div class="dialog dialog--page"><div class="dialog__head"><h1 class="h">Archive 2 deals?</h1></div><div class="dialog__body"><p>${LONG}</p></div><div class="dialog__foot"><button type="button" class="btn">Keep all</button><button type="button" class="btn btn--danger">Archive 2 deals</button></div></div>`,
  search: (t) => panel('Search', searchBox(search(), t)),
}
