import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { optionTags, ruleSelect, valueInputs } from './editor_inputs.ts'
import type {
  EditorGroup,
  EditorKept,
  EditorRule,
  EditorTerm,
  FilterEditor,
} from './editor_types.ts'

/**
 * The page on which a filter is put together from conditions and groups. Every button sends the
 * form and gets it back changed, so that it works without script; with it, only the form is
 * exchanged.
 */
export function renderFilterEditor(editor: FilterEditor, translate: Translate): string {
  const t = escapedTexts(translate)
  const form = attributes({
    'id': 'filter',
    'class': 'panel panel__body stack gap4',
    'method': 'get',
    'action': editor.action,
    'x-data': 'filterEditor',
    'x-on:change': 'change',
    'x-target': 'filter',
  })
  return (
    `<div class="head"><h1>${escape(editor.title)}</h1></div>` +
    `<form${form}><input${attributes({ type: 'hidden', name: 'screen', value: editor.screen })}>` +
    `<button hidden name="do" value="apply"></button><button hidden name="do" value="show" x-ref="show"></button>` +
    `${group(editor.root, editor, t)}${inWords(editor.words, t)}` +
    `<div class="row row--wrap"><button class="btn btn--primary" name="do" value="apply">${t('ui.filter.apply')}</button><a class="btn btn--plain" href="${escape(editor.backHref)}">${t('ui.filter.leave')}</a>` +
    `${editor.mayRule ? `<button class="btn btn--plain push" name="do" value="rule">${icon('key-round')}${t('ui.filter.rule')}</button>` : ''}</div></form>`
  )
}

function inWords(words: string, t: Translate) {
  return `<p class="soft" role="status">${words ? escape(words) : t('ui.filter.everything')}</p>`
}

function rule(each: EditorRule, editor: FilterEditor, t: Translate): string {
  if (each.kind === 'group') return group(each, editor, t)
  return each.kind === 'kept' ? kept(each, t) : term(each, editor, t)
}

function group(each: EditorGroup, editor: FilterEditor, t: Translate): string {
  const { place, match, rules, canNest } = each
  const matches = (['all', 'any', 'none'] as const).map(
    (id) =>
      `<option${attributes({ value: id, selected: id === match })}>${t(`ui.filter.match.${id}`)}</option>`
  )
  const name = `match.${place}`
  const select = `<select${attributes({ class: 'in', id: name, name })} aria-label="${t('ui.filter.match')}">${matches.join('')}</select>`
  return (
    `<fieldset class="rules stack"><legend class="row">${select}${place === '0' ? '' : removeButton(place, t('ui.filter.removeGroup'))}</legend>` +
    rules.map((inner) => rule(inner, editor, t)).join('') +
    `<span class="row row--wrap">${button(`add:${place}`, 'plus', t('ui.filter.add'))}${canNest ? button(`group:${place}`, 'layers', t('ui.filter.addGroup')) : ''}</span></fieldset>`
  )
}

function term(each: EditorTerm, editor: FilterEditor, t: Translate) {
  const groups = editor.fields.map(({ label, options }) => {
    const tags = optionTags(options, each.path)
    return label === null ? tags : `<optgroup label="${escape(label)}">${tags}</optgroup>`
  })
  const operators = optionTags(each.operators, each.operator)
  return (
    `<div class="rule">${ruleSelect(each, 'field', t('ui.filter.field'), groups.join(''))}` +
    ruleSelect(each, 'operator', t('ui.filter.operator'), operators) +
    `<span class="row">${valueInputs(each, editor.optionsHref, t)}</span>` +
    removeButton(each.place, `${t('ui.filter.remove')} ${escape(each.label)}`) +
    `${each.error ? `<p class="err">${icon('circle-alert')}${escape(each.error)}</p>` : ''}</div>`
  )
}

function kept({ place, label, words, domain }: EditorKept, t: Translate) {
  const hidden = attributes({ type: 'hidden', name: `kept.${place}`, value: domain })
  return `<div class="rule rule--kept"><input${hidden}><span class="grow wrap">${escape(words)}</span>${removeButton(place, `${t('ui.filter.remove')} ${escape(label)}`)}</div>`
}

function removeButton(place: string, label: string) {
  return `<button class="btn btn--plain btn--icon" name="do" value="remove:${escape(place)}" aria-label="${label}">${icon('x')}</button>`
}

function button(action: string, drawing: string, label: string) {
  return `<button class="btn btn--sm" name="do" value="${escape(action)}">${icon(drawing)}${label}</button>`
}
