import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { actionForm } from './head.ts'
import type { FormPage, FormSteps } from './types.ts'

/** The strip above the sheet: what can be done with the record, and how far it has come. */
export function renderBar({ buttons, steps }: FormPage): string {
  if (buttons.length === 0 && steps === null) return ''
  const actions = buttons.map(
    ({ label, icon: iconName, action }) =>
      `<button class="btn btn--sm" form="${actionForm}" formaction="${escape(action)}">${icon(iconName)}${escape(label)}</button>`
  )
  return `<div class="record__bar">${actions.join('')}${steps ? renderSteps(steps) : ''}</div>`
}

function renderSteps(steps: FormSteps) {
  return steps.readonly ? stillSteps(steps) : chosenSteps(steps)
}

function stillSteps({ label, value, options }: FormSteps) {
  const reached = options.findIndex(({ id }) => id === value)
  const items = options.map((option, index) => {
    const isDone = index < reached && !options[reached]!.folded
    const state = attributes({
      'class': isDone ? 'done' : option.folded && 'folded',
      'aria-current': index === reached && 'step',
    })
    return `<li${state}>${isDone ? icon('check') : ''}${escape(option.label)}</li>`
  })
  return `<ol class="steps" aria-label="${escape(label)}" tabindex="0">${items.join('')}</ol>`
}

/** Radio buttons, so that the step is changed and saved like any other field. */
function chosenSteps({ name, label, value, options, unsaved }: FormSteps) {
  const items = options.map((option) => {
    const radio = attributes({
      type: 'radio',
      name,
      value: option.id,
      checked: option.id === value,
    })
    return `<label${attributes({ class: option.folded && 'folded' })}><input${radio}>${icon('check')}${escape(option.label)}</label>`
  })
  return `<div${attributes({ 'class': 'steps', 'role': 'radiogroup', 'aria-label': label, 'data-unsaved': unsaved })}>${items.join('')}</div>`
}
