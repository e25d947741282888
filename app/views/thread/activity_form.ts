import { LONGEST } from '../../models/activities.ts'
import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'

type ActivityTexts = Record<'typeId' | 'summary' | 'note' | 'dueOn' | 'userId', string>

interface Choice {
  id: string
  label: string
}

/** The page on which an activity is planned or changed. */
export interface ActivityForm {
  title: string
  csrf: string
  action: string
  /** What takes the activity back; null for a new one. */
  cancelAction: string | null
  backHref: string
  texts: Readonly<ActivityTexts>
  /** What is wrong, by the name of the field. */
  faults: Readonly<Record<string, string>>
  /** With what a new one of the type begins. */
  types: readonly (Choice & { start: Readonly<ActivityTexts> | null })[]
  people: readonly Choice[]
}

export function renderActivityForm(form: ActivityForm, translate: Translate): string {
  const t = escapedTexts(translate)
  const field = fieldsOf(form, t)
  const { typeId, summary, note, dueOn, userId } = form.texts
  const cancel = form.cancelAction
    ? `<form method="post" action="${escape(form.cancelAction)}">${hiddenInputs([['_csrf', form.csrf]])}<button class="btn btn--plain">${icon('trash-2')}${t('ui.activity.cancel')}</button></form>`
    : ''
  return (
    `<div class="head"><h1>${escape(form.title)}</h1></div>` +
    `<section class="panel" aria-label="${escape(form.title)}"><div class="panel__body keyform stack gap4">` +
    `<form class="stack gap4" method="post" action="${escape(form.action)}" novalidate>${hiddenInputs([['_csrf', form.csrf]])}` +
    field('typeId', (common) => typeSelect(common, form.types, typeId)) +
    field(
      'summary',
      (common) => `<input${common}${attributes({ value: summary, maxlength: LONGEST.summary })}>`
    ) +
    field('dueOn', (common) => `<input type="date"${common}${attributes({ value: dueOn })}>`) +
    field('userId', (common) => select(common, form.people, userId)) +
    field(
      'note',
      (common) =>
        `<textarea${common}${attributes({ rows: 3, maxlength: LONGEST.note })}>${escape(note)}</textarea>`
    ) +
    `<div class="row row--wrap"><button class="btn btn--primary">${t('ui.activity.save')}</button>` +
    (form.cancelAction ? '' : doneButtons(t)) +
    `<a class="btn" href="${escape(form.backHref)}">${t('ui.activity.back')}</a></div></form>${cancel}</div></section>`
  )
}

/** What has happened already is written down in one step. */
function doneButtons(t: Translate): string {
  const [done, next] = [t('ui.activity.complete'), t('ui.activity.completeNext')]
  return `<button class="btn" name="done" value="1">${icon('check')}${done}</button><button class="btn" name="done" value="next">${next}</button>`
}

/** The cursor stands in what is wrong, else in the summary of a new activity. */
function fieldsOf({ faults, cancelAction }: ActivityForm, t: Translate) {
  const [first = cancelAction ? null : 'summary'] = Object.keys(faults)
  return (name: string, control: (common: string) => string): string => {
    const fault = faults[name]
    const common = attributes({
      'class': 'in',
      'id': `activity-${name}`,
      name,
      'aria-invalid': fault ? 'true' : null,
      'aria-describedby': fault ? `activity-${name}-fault` : null,
      'autofocus': name === first,
    })
    const said = fault
      ? `<p class="err" id="activity-${name}-fault">${icon('circle-alert')}${escape(fault)}</p>`
      : ''
    return `<div class="lbl"><label for="activity-${name}">${t(`ui.activity.field.${name}`)}</label>${control(common)}${said}</div>`
  }
}

/** Of a new activity, what another type begins with stands beside its name for `activity.js`. */
function typeSelect(common: string, types: ActivityForm['types'], value: string): string {
  const items = types.map(({ id, label, start }) => {
    const begins = start && {
      'data-summary': start.summary,
      'data-due-on': start.dueOn,
      'data-user-id': start.userId,
    }
    return `<option${attributes({ value: id, selected: id === value, ...begins })}>${escape(label)}</option>`
  })
  const begins = attributes({ 'data-begins': types.some(({ start }) => start) })
  return `<select${common}${begins}>${items.join('')}</select>`
}

function select(common: string, options: readonly Choice[], value: string): string {
  const items = options.map(
    ({ id, label }) =>
      `<option${attributes({ value: id, selected: id === value })}>${escape(label)}</option>`
  )
  return `<select${common}>${items.join('')}</select>`
}
