import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'
import type { ReportForm } from './types.ts'

/** The part of the page in which a report is saved, shared and deleted. */
export function reportForm(form: ReportForm, csrf: string, t: Translate): string {
  const { changeAction, isOpen, model, query } = form
  const head = t(changeAction ? 'ui.report.change' : 'ui.report.save')
  const hidden = hiddenInputs([
    ['_csrf', csrf],
    ['model', model],
    ['query', query],
  ])
  return (
    `<details class="panel"${isOpen ? ' open' : ''}><summary class="panel__head"><span>${head}</span>${icon('chevron-down', { class: 'push' })}</summary>` +
    `<form class="panel__body keyform stack gap4" method="post" action="/reports">${hidden}${nameField(form, t)}${descriptionField(form, t)}` +
    `${form.mayShare ? audience(form, t) : ''}<div class="row row--wrap">${buttons(changeAction, t)}</div></form>` +
    `${changeAction ? removal(changeAction, csrf, t) : ''}</details>`
  )
}

function buttons(changeAction: string | null, t: Translate): string {
  if (!changeAction) return `<button class="btn btn--primary">${t('ui.report.saveReport')}</button>`
  return (
    `<button class="btn btn--primary" formaction="${escape(changeAction)}?_method=PUT">${t('ui.report.saveChanges')}</button>` +
    `<button class="btn">${t('ui.report.saveAs')}</button>`
  )
}

function removal(action: string, csrf: string, t: Translate): string {
  return `<form class="panel__foot" method="post" action="${escape(action)}?_method=DELETE">${hiddenInputs([['_csrf', csrf]])}<button class="btn btn--plain">${icon('trash-2')}${t('ui.report.delete')}</button></form>`
}

function nameField({ name, faults }: ReportForm, t: Translate): string {
  const input = attributes({
    class: 'in',
    id: 'name',
    name: 'name',
    value: name,
    maxlength: 80,
    required: true,
    autocomplete: 'off',
    ...faultAttributes('name', faults),
  })
  return `<div class="lbl"><label for="name">${t('ui.report.name')}</label><input${input}>${fault('name', faults)}</div>`
}

function descriptionField({ description, faults }: ReportForm, t: Translate): string {
  const area = attributes({
    class: 'in',
    id: 'description',
    name: 'description',
    rows: 2,
    maxlength: 500,
    ...faultAttributes('description', faults),
  })
  return `<div class="lbl"><label for="description">${t('ui.report.description')}</label><textarea${area}>${escape(description)}</textarea>${fault('description', faults)}</div>`
}

function audience({ audience: chosen, groups, faults }: ReportForm, t: Translate): string {
  const kinds = (['private', 'everyone', 'groups'] as const).map(
    (kind) =>
      `<label class="tick"><input type="radio" name="audience" value="${kind}"${kind === chosen ? ' checked' : ''}>${t(`ui.report.audience.${kind}`)}</label>`
  )
  const members = groups.map(
    ({ name, title, chosen: isChosen }) =>
      `<label class="tick"><input type="checkbox" name="groups[]" value="${escape(name)}"${isChosen ? ' checked' : ''}>${escape(title)}</label>`
  )
  return (
    `<fieldset class="stack"><legend class="h3">${t('ui.report.audience')}</legend>${kinds.join('')}` +
    `<fieldset class="ticks members" aria-label="${t('ui.report.groups')}">${members.join('')}</fieldset>${fault('groups', faults)}</fieldset>`
  )
}

function faultAttributes(name: string, faults: ReportForm['faults']) {
  return faults[name] ? { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` } : {}
}

function fault(name: string, faults: ReportForm['faults']): string {
  const text = faults[name]
  return text ? `<p class="err" id="${name}-error">${icon('circle-alert')}${escape(text)}</p>` : ''
}
