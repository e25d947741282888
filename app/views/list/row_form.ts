import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'

/** A row of a list with controls in the cells that can be edited. */
export interface RowForm {
  title: string
  action: string
  csrf: string
  /** Where the browser asks what else changes with a field, and with which; null where nothing does. */
  changes: string | null
  hidden: [name: string, value: string][]
  /** The columns in their order, with the control in ready HTML, or null. */
  columns: readonly { label: string; html: string | null }[]
  /** What is wrong with fields that have no control here. */
  faults: readonly string[]
  listHref: string
}

/**
 * The page of one row. Where there is script the list takes its cells and its last row over, so they
 * stand in the order of the list's columns; a cell without a control is empty.
 */
export function renderRowForm(row: RowForm, translate: Translate): string {
  const t = escapedTexts(translate)
  const { title, action, csrf, hidden, columns } = row
  const inputs = [['_csrf', csrf] as const, ...hidden].map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`
  )
  const heads = columns.map(({ label }) => `<th scope="col">${escape(label)}</th>`)
  const cells = columns.map(({ html }) =>
    html === null ? '<td></td>' : `<td class="edit">${html}</td>`
  )
  return (
    `<div class="head"><h1>${escape(title)}</h1></div>` +
    `<form id="row" class="listing" method="post" action="${escape(action)}" novalidate${attributes({ 'data-changes': row.changes })}>${inputs.join('')}` +
    `<div class="tablebox"><table class="table table--cards"><thead><tr>${heads.join('')}</tr></thead>` +
    `<tbody><tr class="editing">${cells.join('')}</tr>${bar(row, t)}</tbody></table></div></form>`
  )
}

/** What ends the editing, and what is wrong with the record as a whole. */
function bar({ columns, faults, listHref }: RowForm, t: Translate): string {
  const wrong = faults.map(
    (fault) =>
      `<p class="err" role="alert">${icon('circle-alert')}<span>${escape(fault)}</span></p>`
  )
  return (
    `<tr class="editbar"><td class="edit" colspan="${columns.length}"><div class="row row--wrap">` +
    `<button class="btn btn--primary btn--sm">${t('ui.form.save')}</button>` +
    `<a class="btn btn--plain btn--sm" href="${escape(listHref)}" data-discard>${t('ui.form.discard')}</a>` +
    `<span class="muted js-only wide-only">${t('ui.row.saves')}</span>${wrong.join('')}</div></td></tr>`
  )
}
