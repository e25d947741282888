import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'

/** The page on which a column is changed. */
export interface ColumnPage {
  title: string
  action: string
  archiveAction: string
  backHref: string
  /** The form with all fields of the record. */
  formHref: string
  csrf: string
  /** What the name is called: "Name". */
  label: string
  name: string
  fault: string | null
  can: { rename: boolean; reorder: boolean; archive: boolean }
}

export function renderColumnPage(page: ColumnPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const { title, backHref, formHref, can } = page
  const form = (action: string, content: string) =>
    `<form method="post" action="${escape(action)}">${hiddenInputs([['_csrf', page.csrf]])}${content}</form>`
  const rename = can.rename ? form(page.action, nameField(page, t)) : ''
  const steps = can.reorder
    ? form(
        page.action,
        `<div class="row row--wrap"><button class="btn" name="step" value="left">${icon('arrow-left')}${t('ui.kanban.left')}</button>` +
          `<button class="btn" name="step" value="right">${icon('arrow-right')}${t('ui.kanban.right')}</button></div>`
      )
    : ''
  const archive = can.archive
    ? form(
        page.archiveAction,
        `<button class="btn">${icon('archive')}${t('ui.kanban.archive')}</button>`
      )
    : ''
  return (
    `<div class="head"><h1>${escape(title)}</h1></div><section class="panel stack gap4 place" aria-label="${escape(title)}">${rename}${steps}${archive}` +
    `<div class="row row--wrap"><a class="btn btn--plain" href="${escape(formHref)}">${t('ui.kanban.fullForm')}</a><a class="btn btn--plain" href="${escape(backHref)}">${t('ui.kanban.toBoard')}</a></div></section>`
  )
}

function nameField({ label, name, fault }: ColumnPage, t: Translate) {
  const input = attributes({
    'class': 'in',
    'id': 'column-title',
    'name': 'title',
    'value': name,
    'required': true,
    'aria-invalid': fault ? 'true' : null,
    'aria-describedby': fault ? 'column-fault' : null,
  })
  const said = fault
    ? `<p class="err" id="column-fault">${icon('circle-alert')}${escape(fault)}</p>`
    : ''
  return (
    `<div class="lbl"><label for="column-title">${escape(label)}</label><input${input}>${said}</div>` +
    `<div class="row"><button class="btn btn--primary">${t('ui.kanban.rename')}</button></div>`
  )
}
