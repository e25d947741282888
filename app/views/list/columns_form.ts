import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'

/** The choice of a list's columns, of their order and of the rows of a page. */
export interface ColumnsForm {
  action: string
  csrf: string
  /** What stands after the question mark of the list's address. */
  screen: string
  /** The column that names the record and always leads. */
  first: ColumnItem
  /** All others: those that are shown in their order, then the rest. */
  columns: readonly ColumnItem[]
  /** Pixels between which a column can be made wider or narrower. */
  widths: { min: number; max: number }
  sizes: readonly { value: number; label: string; chosen: boolean }[]
  /** Whether there is an arrangement of one's own to take back. */
  isKept: boolean
}

/** A column in the form; `width` is null where it is as wide as the list makes it. */
interface ColumnItem {
  name: string
  label: string
  shown: boolean
  width: number | null
}

/** The form, which the menu of the list shows where there is script, and a page where there is none. */
export function renderColumnsForm(form: ColumnsForm, translate: Translate): string {
  const t = escapedTexts(translate)
  const { action, csrf, screen, first, columns, sizes, isKept } = form
  const options = sizes.map(
    ({ value, label, chosen }) =>
      `<option value="${value}"${chosen ? ' selected' : ''}>${escape(label)}</option>`
  )
  const reset = isKept
    ? `<button class="btn btn--plain btn--sm" formaction="${escape(action)}?_method=DELETE">${t('ui.columns.reset')}</button>`
    : ''
  return (
    `<form id="columns" method="post" action="${escape(action)}?_method=PUT" x-data="columns" x-on:click="move">` +
    `<input type="hidden" name="_csrf" value="${escape(csrf)}"><input type="hidden" name="screen" value="${escape(screen)}">${plainButton}` +
    `<fieldset><legend class="cap">${t('ui.list.columns')}</legend>` +
    `<div class="item item--pick"><label><input type="checkbox" checked disabled>${escape(first.label)}</label><span class="push"></span>${widthInput(first, form, t)}</div>` +
    `<ul class="order" x-ref="list">${columns.map((column) => columnItem(column, form, t)).join('')}</ul></fieldset>` +
    `<label class="item">${t('ui.list.size')}<select class="in push" name="size">${options.join('')}</select></label>` +
    `<div class="pop__foot"><button class="btn btn--primary btn--sm">${t('ui.columns.keep')}</button>${reset}</div></form>`
  )
}

/** What Enter in a number presses: the first button, which would be one that moves a column. */
const plainButton = '<button hidden></button>'

function columnItem(column: ColumnItem, form: ColumnsForm, t: Translate) {
  const { name, label, shown } = column
  const value = escape(name)
  return (
    `<li class="item item--pick"><span class="drag js-only">${icon('grip-vertical')}</span>` +
    `<label><input type="checkbox" name="columns[]" value="${value}"${shown ? ' checked' : ''}>${escape(label)}</label>` +
    `<input type="hidden" name="order[]" value="${value}">` +
    `<button class="btn btn--plain btn--sm btn--icon push" name="up" value="${value}" aria-label="${t('ui.columns.up', { name: label })}">${icon('arrow-up')}</button>` +
    `<button class="btn btn--plain btn--sm btn--icon" name="down" value="${value}" aria-label="${t('ui.columns.down', { name: label })}">${icon('arrow-down')}</button>${widthInput(column, form, t)}</li>`
  )
}

function widthInput({ name, label, width }: ColumnItem, { widths }: ColumnsForm, t: Translate) {
  const { min, max } = widths
  return `<input class="in" type="number" name="widths[${escape(name)}]" value="${width ?? ''}" min="${min}" max="${max}" placeholder="${t('ui.columns.natural')}" aria-label="${t('ui.columns.width', { name: label })}">`
}
