import { attributes, escape, escapeText } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { hiddenInputs } from './page.ts'

/** A value in one language. */
export interface TranslationInput {
  /** `name:de` */
  name: string
  /** The language, as who reads it calls it. */
  label: string
  lang: string
  value: string
  /** What people of this language read as long as it is empty. */
  placeholder: string
  /** The language of the tenant: what others read who have no value of their own. */
  isSource: boolean
  required: boolean
  error: string | null
}

/** The page on which the value of a field is written in every language. */
export interface TranslationsPage {
  title: string
  action: string
  backHref: string
  csrf: string
  hidden: [name: string, value: string][]
  help: string | null
  isLong: boolean
  maxLength: number | undefined
  inputs: readonly TranslationInput[]
}

export function renderTranslations(page: TranslationsPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const form = attributes({
    'class': 'dialog dialog--page dialog--narrow',
    'method': 'post',
    'action': page.action,
    'aria-labelledby': 'translations-title',
  })
  const inputs = page.inputs.map((input) => control(page, input, t)).join('')
  return (
    `<form${form}>${hiddenInputs([['_csrf', page.csrf], ...page.hidden])}` +
    `<div class="dialog__head"><div class="stack gap1"><h1 id="translations-title" class="h">${escape(page.title)}</h1><p class="soft">${t('ui.translations.intro')}${page.help ? ` ${escapeText(page.help)}` : ''}</p></div></div>` +
    `<div class="dialog__body stack gap4">${inputs}</div>` +
    `<div class="dialog__foot"><a class="btn" href="${escape(page.backHref)}">${t('ui.translations.back')}</a><button class="btn btn--primary">${icon('check')}${t('ui.form.save')}</button></div></form>`
  )
}

function control({ isLong, maxLength }: TranslationsPage, input: TranslationInput, t: Translate) {
  const id = `in-${input.lang}`
  const { name, value, placeholder, lang, required, error } = input
  const said = note(input, `${id}-note`, t)
  const shared = {
    'class': 'in',
    id,
    name,
    lang,
    placeholder,
    'maxlength': maxLength,
    'required': required,
    'aria-invalid': error ? 'true' : null,
    'aria-describedby': said ? `${id}-note` : null,
  }
  const box = isLong
    ? `<textarea${attributes({ ...shared, rows: 4 })}>\n${escape(value)}</textarea>`
    : `<input${attributes({ ...shared, type: 'text', value, autocomplete: 'off' })}>`
  return `<div class="lbl"><label for="${id}">${escapeText(input.label)}</label>${box}${said}</div>`
}

function note({ error, isSource, value }: TranslationInput, id: string, t: Translate) {
  if (error) {
    return `<p class="err" id="${id}">${icon('circle-alert')}<span>${escape(error)}</span></p>`
  }
  const said = isSource ? 'ui.translations.source' : value ? null : 'ui.translations.missing'
  return said ? `<p class="hint" id="${id}">${t(said)}</p>` : ''
}
