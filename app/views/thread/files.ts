import { hiddenInputs } from '../form/page.ts'
import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'

/** A file on a record. */
export interface ThreadFile {
  name: string
  size: string
  href: string
  isImage: boolean
  /** Where it is deleted; null for those who may not. */
  deleteHref: string | null
}

/** The files on a record, and where more are added. */
export interface ThreadFiles {
  files: readonly ThreadFile[]
  /** "3 files, 1.2 MB" */
  summary: string
  /** Where files are sent; null for those who may not. */
  action: string | null
  fault: string | null
}

/** The files on a record. Files may be dropped on the control. `t` gives texts for HTML. */
export function renderFiles(
  { files, summary, action, fault }: ThreadFiles,
  csrf: string,
  t: Translate
): string {
  if (files.length === 0 && !action) return ''
  const hidden = hiddenInputs([['_csrf', csrf]])
  const items = files.map((file) => item(file, hidden, t)).join('')
  const list = items && `<div class="files">${items}</div>`
  const said = fault
    ? `<p class="bad sm row" role="alert">${icon('circle-alert')}${escape(fault)}</p>`
    : ''
  const add = action
    ? `<form class="row row--wrap" method="post" action="${escape(action)}" enctype="multipart/form-data">${hidden}` +
      `<input class="in" type="file" name="files" multiple required aria-label="${t('ui.file.add')}"><button class="btn btn--sm">${icon('paperclip')}${t('ui.file.add')}</button></form>${said}`
    : ''
  return (
    `<details class="panel__body stack gap2"${files.length > 0 || fault ? ' open' : ''}><summary class="sm row">${icon('paperclip')}<b>${t('ui.file.title')}</b>` +
    ` <span class="muted">${escape(summary)}</span>${icon('chevron-down', { class: 'push' })}</summary><div class="stack gap2">${list}${add}</div></details>`
  )
}

function item({ name, size, href, isImage, deleteHref }: ThreadFile, hidden: string, t: Translate) {
  const picture = isImage
    ? `<img src="${escape(href)}" alt="" width="48" loading="lazy">`
    : icon('file-text')
  const remove = deleteHref
    ? `<form method="post" action="${escape(deleteHref)}?_method=DELETE" x-target="thread">${hidden}<button class="btn btn--plain btn--sm btn--icon" aria-label="${t('ui.file.delete', { name })}">${icon('x')}</button></form>`
    : ''
  return (
    `<div class="file">${picture}<a class="cut grow" href="${escape(href)}" target="_blank" rel="noopener">${escape(name)}</a>` +
    `<span class="muted xs">${escape(size)}</span>${remove}</div>`
  )
}
