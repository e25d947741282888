import { icon } from '../icons.ts'
import { attributes, escape, escapeText } from '../html.ts'
import type { Translate } from '../texts.ts'
import { rememberFor } from '../remembered.ts'
import { headCell } from './columns.ts'
import { spanAttribute, sumCells } from './groups.ts'
import type { BulkAction, ListPage } from './types.ts'
import { tableWidth } from './widths.ts'

/** The rows with head, foot and, where there are actions, the bar for the ticked ones. */
export function renderTable(list: ListPage, t: Translate): string {
  const title = escape(list.title)
  const table =
    `<div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title: list.title })}">` +
    `<table class="table table--hover table--cards table--fit"${widthOf(list)}><caption class="sr">${title}</caption>` +
    `<thead><tr>${pickAll(list, t)}${headCells(list.columns)}</tr></thead>` +
    `<tbody>${list.rows}</tbody>${foot(list)}</table></div>`

  const section = `<section class="listing" aria-label="${title}"${list.editable ? editing : ''}>`
  if (list.bulk.length === 0) return `${section}${table}${sequenceForm(list)}</section>`
  return (
    `${section}<form method="post" action="${escape(list.bulk[0].action)}" x-data="selection" x-on:change="change" x-on:click="extend" x-on:reset="reset" data-selected="${t('ui.list.selected', { count: '#' })}" data-all="${t('ui.list.allSelected')}">` +
    `<input type="hidden" name="_csrf" value="${escape(list.csrf)}"><input type="hidden" name="search" value="${escape(list.bulkSearch)}">${bulkBar(list, t)}${table}</form>${sequenceForm(list)}</section>`
  )
}

/** What moves a row belongs to this form, for the one around the table is about ticked rows. */
function sequenceForm({ ordered, csrf, bulkSearch }: ListPage) {
  if (!ordered) return ''
  return (
    '<form id="sequence" method="post" x-data="sequence" x-target="list">' +
    `<input type="hidden" name="_csrf" value="${escape(csrf)}"><input type="hidden" name="screen" value="${escape(bulkSearch)}"><input type="hidden" name="after" disabled></form>`
  )
}

const editing =
  ' x-data="rows" x-on:dblclick="point" x-on:keydown="press" x-on:ajax:success="finish" x-on:ajax:error="refuse" x-on:ajax:missing="miss"'

function widthOf({ columns, bulk }: ListPage) {
  return attributes({ width: tableWidth(columns, bulk.length > 0) })
}

const headCells = rememberFor((columns: ListPage['columns']) => columns.map(headCell).join(''))

function pickAll(list: ListPage, t: Translate) {
  if (list.bulk.length === 0) return ''
  return `<th scope="col" class="pick"><span class="sr">${t('ui.list.pick')}</span><label class="js-only"><input type="checkbox" aria-label="${t('ui.list.selectAll')}"></label></th>`
}

function bulkBar({ bulk, allMatching, editable }: ListPage, t: Translate) {
  const editRow = editable
    ? `<button class="btn btn--sm js-only" type="button" x-on:click="editTicked">${icon('pencil-line')}${t('ui.row.edit')}</button>`
    : ''
  return (
    `<div class="bulk"><strong role="status" x-text="text">${t('ui.list.selectedRows')}</strong>${allBox(allMatching)}<span class="row row--wrap push">${editRow}` +
    bulk.map(bulkButton).join('') +
    `<button class="btn btn--plain btn--sm btn--icon" type="reset" aria-label="${t('ui.list.clearSelection')}">${icon('x')}</button></span></div>`
  )
}

function allBox(label: string | null) {
  return label === null
    ? ''
    : `<label class="all row sm"><input type="checkbox" name="all" value="1">${escapeText(label)}</label>`
}

function bulkButton({ label, action, operation, icon: iconName, danger }: BulkAction) {
  return `<button class="btn btn--sm${danger ? ' item--bad' : ''}" formaction="${escape(action)}" name="operation" value="${escape(operation)}">${icon(iconName)}${escapeText(label)}</button>`
}

function foot({ totals, columns, bulk }: ListPage) {
  if (!totals) return ''
  const first = totals.sums[columns[0]?.name ?? '']
  const label = `${escape(totals.label)}${first ? ` ${escape(first)}` : ''}`
  const span = spanAttribute(bulk.length > 0 ? 2 : 1)
  return `<tfoot><tr><th scope="row"${span} class="m-title">${label}</th>${sumCells(columns, totals.sums)}</tr></tfoot>`
}
