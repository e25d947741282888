import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { renderBar } from './bar.ts'
import { fieldId } from './field.ts'
import { actionForm, recordForm, renderHead } from './head.ts'
import { renderSheet } from './sheet.ts'
import type { FormFault, FormPage } from './types.ts'

/** Everything of a record's page below the breadcrumbs. */
export function renderFormPage(form: FormPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const root = attributes({
    'class': `record${form.faults.length > 0 ? ' is-changed' : ''}`,
    'x-data': 'record',
    'x-on:input': 'update',
    'x-on:change': 'update',
    'x-on:submit': 'leave',
    'data-one': translate('ui.form.unsaved', { count: 1 }),
    'data-many': translate('ui.form.unsaved', { count: 0 }).replace('0', '#'),
    'data-rules': form.rules,
  })
  return (
    `<div${root}>${renderHead(form, t)}${draft(form, t)}${notice(form)}${faults(form.faults, t)}` +
    `<div class="${form.aside === null ? 'alone' : 'withthread'}">${panel(form, t)}${form.aside ?? ''}</div>${actions(form)}</div>`
  )
}

function panel(form: FormPage, t: Translate) {
  const content = renderBar(form) + renderSheet(form, t) + footer(form)
  const label = escape(form.label)
  if (!form.canWrite) return `<section class="panel" aria-label="${label}">${content}</section>`
  const changes = attributes({ 'data-changes': form.changes })
  return `<form class="panel" id="${recordForm}" method="post" action="${escape(form.action)}" aria-label="${label}" novalidate${changes}>${hiddenInputs([['_csrf', form.csrf], ...form.hidden])}${content}</form>`
}

/** Posts an action by itself: what is typed stays out of it. */
function actions({ csrf }: FormPage) {
  return `<form id="${actionForm}" method="post" hidden>${hiddenInputs([['_csrf', csrf]])}</form>`
}

/** What offers again what was typed and not saved; script fills it in where there is something. */
function draft({ draft: whose, canWrite }: FormPage, t: Translate) {
  if (!whose || !canWrite) return ''
  const button = (put: string, text: string) =>
    `<button type="button" class="btn btn--sm"${put}>${text}</button>`
  return (
    `<template data-draft="${escape(whose)}"><div class="note note--info" role="status">${icon('pencil')}<div class="grow"><strong>${t('ui.form.draft.title', { time: '#' })}</strong><p></p></div>` +
    `<span class="row push">${button(' data-put="1"', t('ui.form.draft.restore'))}${button('', t('ui.form.draft.forget'))}</span></div></template>`
  )
}

function notice({ notice: said }: FormPage) {
  if (said === null) return ''
  const drawing = said.kind === 'ok' ? icon('circle-check') : icon('circle-alert')
  return `<div class="note note--${said.kind}" role="status">${drawing}<p class="grow">${said.href ? `<a href="${escape(said.href)}">${escape(said.text)}</a>` : escape(said.text)}</p></div>`
}

function faults(all: FormFault[], t: Translate) {
  if (all.length === 0) return ''
  const lines = all.map(({ name, label, text }) => {
    const link = name === null ? '' : `<a href="#${escape(fieldId(name))}">${escape(label)}</a>: `
    return `<p>${link}${escape(text)}</p>`
  })
  return `<div class="note note--bad" role="alert" tabindex="-1" autofocus>${icon('circle-alert')}<div class="grow"><strong>${t('ui.form.notSaved', { count: all.length })}</strong>${lines.join('')}</div></div>`
}

function footer({ footer: text }: FormPage) {
  return text === null ? '' : `<p class="panel__foot xs muted">${escape(text)}</p>`
}

/** Values that are posted without being shown. */
export function hiddenInputs(values: readonly (readonly [name: string, value: string])[]): string {
  return values
    .map(([name, value]) => `<input${attributes({ type: 'hidden', name, value })}>`)
    .join('')
}
