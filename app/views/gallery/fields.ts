import type { Kind } from '../../domains/fields.ts'
import type { FormField, FormPage } from '../form/types.ts'
import * as widgets from '../form/widgets.ts'
import type { Translate } from '../texts.ts'
import { badgeCell } from '../list/cells.ts'
import { renderLines } from '../form/lines.ts'
import { formOf } from './form_page.ts'
import { fieldOf, HERE, LONG, type Sample, type Shelf } from './sample.ts'

type Draw = (field: FormField, t: Translate) => string

const options = ['Alpha', 'Beta', LONG].map((label, at) => ({
  id: label.slice(0, 5).toLowerCase(),
  label,
  tone: at + 1,
}))

const drawTags: Draw = (field, t) =>
  widgets.tagsField({ ...field, chosen: field.value.split(','), options }, t)

const drawMany2one: Draw = (field, t) =>
  widgets.many2oneField(
    {
      ...field,
      text: field.value && 'Brightwater',
      href: field.value ? HERE : null,
      options: field.error ? options : [],
      search: HERE,
      create: { href: HERE, title: null, isQuick: true },
    },
    t
  )

const drawLines: Draw = ({ label, value, error }, t) =>
  renderLines(
    {
      label,
      columns: [
        { label: 'Name', align: 'left' },
        { label: 'State', align: 'left' },
        { label: 'Invoiced, €', align: 'right' },
      ],
      rows: value
        ? [
            { href: HERE, cells: ['Elliot Rowe', badgeCell('Customer', 'ok'), '1,204.50'] },
            { href: HERE, cells: [LONG, badgeCell('Lead', 'info'), '3.00'] },
          ]
        : [],
      empty: 'No people yet.',
      newHref: error ? null : HERE,
      newLabel: 'New person',
      more: { label: 'All 240 people', href: HERE },
    },
    t
  )

/** How each kind of field is drawn, with a value of the kind, a long one, and the long one in words. */
const kinds = {
  id: [widgets.textField, '01a21677-b66a-7ed4-ad23-247e729c9eae', ''],
  text: [widgets.textField, 'Hana Mori', LONG],
  longText: [widgets.longTextField, '14 Alder Yard\nNorthgate', `${LONG}\n`.repeat(4)],
  email: [widgets.emailField, 'hana@tatami.test', `${'hana'.repeat(14)}@tatami.test`],
  phone: [widgets.phoneField, '+442055500142', '+4420555001420000'],
  url: [widgets.urlField, 'https://tatami.test', `https://tatami.test/${'path/'.repeat(30)}`],
  integer: [widgets.integerField, '42', '9007199254740991'],
  decimal: [widgets.decimalField, '0.125', '123456789.123456'],
  money: [
    (field, t) => widgets.moneyField({ ...field, currency: 'EUR' }, t),
    '25000.00',
    '999999999999.99',
  ],
  boolean: [widgets.booleanField, '1', ''],
  date: [widgets.dateField, '1980-02-03', ''],
  datetime: [widgets.datetimeField, '2026-11-21T09:30', ''],
  selection: [(field, t) => widgets.selectionField({ ...field, options }, t), 'beta', 'north'],
  many2one: [drawMany2one, '7', ''],
  one2many: [drawLines, '2', ''],
  many2many: [drawTags, 'alpha,beta', 'alpha,beta,north'],
  groups: [drawTags, 'alpha', 'alpha,north'],
  json: [widgets.longTextField, '{ "kept": true }', ''],
  computed: [
    (field, t) => widgets.textField({ ...field, readonly: true }, t),
    'Hana Mori, North',
    LONG,
  ],
} satisfies Record<Kind | 'groups', [draw: Draw, value: string, long: string]>

/** A record's page with nothing but fields. */
const plain: Partial<FormPage> = {
  title: 'Every state',
  avatar: null,
  subline: '',
  stats: [],
  steps: null,
  buttons: [],
  tabs: [],
  footer: null,
}

/** Every state in which a field of a kind can be. */
function statesOf([draw, value, long]: readonly [Draw, string, string]): Sample {
  const states: Record<string, Partial<FormField>> = {
    edit: { value },
    empty: { placeholder: 'Nothing yet' },
    help: { value, help: 'A sentence that saves a mistake.' },
    required: { required: true },
    invalid: { value, error: 'This is what is wrong, and how it is put right.' },
    unsaved: { value, unsaved: true, was: 'What was saved before.' },
    readonly: { value, readonly: true },
    readonlyEmpty: { readonly: true },
    ...(long ? { long: { value: long }, readonlyLong: { value: long, readonly: true } } : {}),
  }
  return (t) => {
    const drawn = Object.entries(states).map(([name, state]) => draw(fieldOf(name, state), t))
    const half = Math.ceil(drawn.length / 2)
    const groups = [drawn.slice(0, half), drawn.slice(half)].map((fields, at) => ({
      label: at === 0 ? 'To edit' : 'And else',
      fields: fields.join(''),
    }))
    return formOf({ ...plain, groups }, t)
  }
}

/** A page for each kind of field, with all of its states. */
export const fieldSamples: Shelf = Object.fromEntries(
  Object.entries(kinds).map(([kind, how]) => [kind, statesOf(how)])
)
