import { attributes, escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { EditorOption, EditorTerm } from './editor_types.ts'

/** What one fills in for a condition. */
export function valueInputs(term: EditorTerm, optionsHref: string, t: Translate): string {
  const [first = '', second = ''] = term.values
  const range = (type: string) =>
    `${box(term, first, { type })}<span class="soft">${t('ui.filter.and')}</span>${box(term, second, { type })}`
  switch (term.input) {
    case 'none':
      return ''
    case 'number':
      return box(term, first, { inputmode: 'decimal' })
    case 'numbers':
      return range('text')
    case 'day':
      return box(term, first, { type: 'date' })
    case 'days':
      return range('date')
    case 'period':
      return choice(term, term.options)
    case 'yesNo':
      return choice(term, [
        { id: 'true', label: t('ui.yes') },
        { id: 'false', label: t('ui.no') },
      ])
    case 'options':
      return ticks(term)
    case 'record':
      return record(term, optionsHref)
    default:
      return box(term, first)
  }
}

/** A drop-down list of a rule. */
export function ruleSelect(term: EditorTerm, name: string, label: string, options: string): string {
  const given = { class: 'in', id: `${name}.${term.place}`, name: `${name}.${term.place}` }
  return `<select${attributes(given)} aria-label="${escape(term.label)}: ${label}">${options}</select>`
}

/** The options of a drop-down list. */
export function optionTags(options: readonly EditorOption[], value: string): string {
  return options
    .map(
      ({ id, label }) =>
        `<option${attributes({ value: id, selected: id === value })}>${escape(label)}</option>`
    )
    .join('')
}

function box(term: EditorTerm, value: string, more: Record<string, unknown> = {}) {
  const given = attributes({
    'class': 'in',
    'name': `value.${term.place}`,
    value,
    'aria-label': term.label,
    'aria-invalid': term.error ? 'true' : null,
    ...more,
  })
  return `<input${given}>`
}

function choice(term: EditorTerm, options: readonly EditorOption[]) {
  const given = attributes({
    'class': 'in',
    'name': `value.${term.place}`,
    'aria-label': term.label,
  })
  return `<select${given}>${optionTags(options, term.values[0] ?? '')}</select>`
}

function ticks({ place, values, options, label }: EditorTerm) {
  const boxes = options.map((option) => {
    const tick = attributes({
      type: 'checkbox',
      name: `value.${place}`,
      value: option.id,
      checked: values.includes(option.id),
    })
    return `<label class="tick"><input${tick}>${escape(option.label)}</label>`
  })
  return `<span class="row row--wrap" role="group" aria-label="${escape(label)}">${boxes.join('')}</span>`
}

/** A text that names a record; of several that it may mean, one is chosen from a list. */
function record(term: EditorTerm, optionsHref: string) {
  if (term.options.length > 0) return choice(term, term.options)
  const { place, path, values, text, error } = term
  const list = `options.${place}`
  const search = `${optionsHref}?${new URLSearchParams({ path })}`
  const id = attributes({
    'type': 'hidden',
    'name': `value.${place}`,
    'value': values[0] ?? '',
    'x-ref': 'id',
  })
  const named = attributes({
    'class': 'in',
    'name': `text.${place}`,
    'value': text,
    'list': list,
    'autocomplete': 'off',
    'aria-label': term.label,
    'aria-invalid': error ? 'true' : null,
    'x-ref': 'text',
    'x-on:input': 'type',
  })
  return `<span class="affix" x-data="relation" data-search="${escape(search)}"><input${id}><input${named}><datalist id="${escape(list)}" x-ref="options"></datalist></span>`
}
