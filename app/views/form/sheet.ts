import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import { avatar } from '../list/cells.ts'
import type { Translate } from '../texts.ts'
import { renderTabs } from './tabs.ts'
import type { FormGroup, FormPage, FormStat } from './types.ts'

/** The record itself: who it is, its figures, its fields in two columns, its parts. */
export function renderSheet(form: FormPage, t: Translate): string {
  const groups =
    form.groups.length > 0 ? `<div class="fields">${form.groups.map(group).join('')}</div>` : ''
  return `<div class="sheet">${identity(form, t)}${groups}${renderTabs(form.tabs, t)}</div>`
}

function identity({ avatar: face, title, subline, stats }: FormPage, t: Translate) {
  const picture = face ? avatar(face.initials, face.tone, face.organisation, 'lg') : ''
  const line = subline && `<p class="soft row row--wrap">${subline}</p>`
  return `<div class="ident">${picture}<div class="stack gap1"><h1>${escape(title)}</h1>${line}</div>${figures(stats, t)}</div>`
}

function figures(stats: FormStat[], t: Translate) {
  if (stats.length === 0) return ''
  const links = stats.map(
    ({ icon: iconName, value, label, href }) =>
      `<a href="${escape(href)}">${icon(iconName)}<b>${escape(value)}</b>${escape(label)}</a>`
  )
  return `<nav class="mats stats" aria-label="${t('ui.form.related')}">${links.join('')}</nav>`
}

function group({ label, fields, hidden }: FormGroup) {
  const name = escape(label)
  return `<fieldset${hidden ? ' hidden' : ''}><legend class="sr">${name}</legend><h2 aria-hidden="true">${name}</h2>${fields}</fieldset>`
}
