import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { LineRow, LinesEditor } from './types.ts'

/**
 * Records that belong to this one, as a table to type into. The last line is empty; what is typed into
 * it makes a record. A tick takes a line out when the form is saved.
 */
export function renderLinesEditor(lines: LinesEditor, translate: Translate): string {
  const t = escapedTexts(translate)
  const root = attributes({
    'class': 'linesbox',
    'x-data': 'lines',
    'x-on:input': 'grow',
    'x-on:click': 'press',
    'x-on:keydown': 'key',
    'x-on:paste': 'paste',
  })
  return `<div${root}>${table(lines, t)}${foot(lines, t)}</div>`
}

function table(lines: LinesEditor, t: Translate) {
  const { columns, isOrdered, label, removeLabel, rows } = lines
  const heads = columns.map(
    ({ label: text, align, required }) =>
      `<th scope="col"${align === 'right' ? ' class="r"' : ''}>${escape(text)}${required ? '<span class="needed" aria-hidden="true">*</span>' : ''}</th>`
  )
  const order = isOrdered ? `<th scope="col">${t('ui.form.lines.order')}</th>` : ''
  const body = rows.map((row) => tableRow(row, lines, t))
  return (
    `<div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title: label })}"><table class="table lines">` +
    `<caption class="sr">${escape(label)}</caption><thead><tr>${order}${heads.join('')}<th scope="col" class="r">${escape(removeLabel)}</th></tr></thead><tbody>${body.join('')}</tbody></table></div>`
  )
}

function tableRow(row: LineRow, { columns, isOrdered, removeLabel }: LinesEditor, t: Translate) {
  const cells = row.cells.map(
    (cell, index) => `<td${columns[index]!.align === 'right' ? ' class="r"' : ''}>${cell}</td>`
  )
  const order = isOrdered ? `<td class="place">${row.place ?? ''}${moves(row, t)}</td>` : ''
  const open = row.open
    ? `<a class="btn btn--plain btn--icon btn--sm" href="${escape(row.open.href)}" aria-label="${t('ui.form.openRecord', { name: row.open.name })}">${icon('arrow-up-right')}</a>`
    : ''
  const box = attributes({
    type: 'checkbox',
    name: row.key,
    value: 'remove',
    checked: row.isRemoved,
  })
  const label = `${escape(removeLabel)}, ${t('ui.form.lines.line', { number: row.number })}`
  const remove = row.canRemove ? `<input${box} aria-label="${label}">` : ''
  return `<tr${attributes({ 'data-line': row.key, 'data-unsaved': row.unsaved })}>${order}${cells.join('')}<td class="r"><span class="row">${open}${remove}</span></td></tr>`
}

function moves({ number }: LineRow, t: Translate) {
  const move = (way: 'up' | 'down', drawing: string) =>
    `<button type="button" class="btn btn--plain btn--icon btn--sm js-only" data-move="${way}" aria-label="${t(`ui.form.lines.${way}`, { number })}">${drawing}</button>`
  const grip = `<span class="drag js-only">${icon('grip-vertical')}</span>`
  return grip + move('up', icon('chevron-up')) + move('down', icon('chevron-down'))
}

function foot({ name, canAdd, more }: LinesEditor, t: Translate) {
  const add = canAdd
    ? `<button class="btn btn--plain btn--sm" name="_add" value="${escape(name)}" data-add>${icon('plus')}${t('ui.form.lines.add')}</button>`
    : ''
  const all = more
    ? `<a class="btn btn--plain btn--sm" href="${escape(more.href)}">${escape(more.label)}</a>`
    : ''
  return `<p class="row row--wrap">${add}${all}<span class="hint js-only">${t('ui.form.lines.paste')}</span></p>`
}
