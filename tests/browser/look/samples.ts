import {
  badgeCell,
  locationCell,
  nameCell,
  nothing,
  pickCells,
  tagsCell,
} from '#app/views/list/cells'
import { openCell } from '#app/views/list/columns'
import { renderListPage } from '#app/views/list/page'
import type { ListColumn, ListPage } from '#app/views/list/types'
import { renderConflict } from '#app/views/form/conflict'
import { renderDelete } from '#app/views/form/delete'
import { renderLines } from '#app/views/form/lines'
import { renderFormPage } from '#app/views/form/page'
import * as widgets from '#app/views/form/widgets'
import type { FormField, FormPage } from '#app/views/form/types'
import { fieldOf } from '#app/views/gallery/sample'
import { t } from '../../look/texts.ts'

const columns: ListColumn[] = [
  {
    name: 'name',
    label: 'Name',
    sortHref: '/list?sort=name',
    sorted: 'ascending',
    align: 'left',
    priority: 'main',
    width: 'main',
    mobile: 'title',
  },
  {
    name: 'location',
    label: 'Location',
    sortHref: null,
    sorted: null,
    align: 'left',
    priority: 'always',
    width: 'rest',
    mobile: 'meta',
  },
  {
    name: 'status',
    label: 'Status',
    sortHref: '/list?sort=status',
    sorted: null,
    align: 'left',
    priority: 'always',
    width: 'rest',
    mobile: 'state',
  },
  {
    name: 'tags',
    label: 'Tags',
    sortHref: null,
    sorted: null,
    align: 'left',
    priority: 'lo',
    width: 'rest',
    mobile: null,
  },
]
const names = [
  'Hana Mori',
  'Elliot Rowe',
  'Zofia Lind',
  'Teo Marchetti with a name that is longer than any screen is wide',
]
const pick = pickCells(t)

const rows = names.map((name, index) => {
  const cells = [
    nameCell(name, `/form?${index}`, name.slice(0, 1), index + 1, index === 0),
    index === 0 ? nothing : locationCell('N', 'North', index),
    badgeCell('Customer', (['ok', 'warn', 'bad', 'info'] as const)[index]!),
    tagsCell([{ label: 'Trade', tone: index + 1 }]),
  ]
  return `<tr>${pick(String(index), name)}${cells.map((cell, at) => `${openCell(columns[at]!)}${cell}</td>`).join('')}</tr>`
})

/** A list of four people with everything that a list can have. */
export function listSample(changes: Partial<ListPage> = {}): string {
  const link = (label: string, active = false) => ({ label, href: `/list?${label}`, active })
  return renderListPage(
    {
      title: 'Contacts',
      newHref: '/form',
      newLabel: 'New contact',
      importHref: '/import',
      exportHref: '/export',
      views: [],
      searchAction: '/list',
      searchValue: '',
      hiddenParams: [['sort', 'name']],
      facets: [{ label: 'Status', value: 'open or customer', removeHref: '/list?none' }],
      filters: [{ ...link('Mine', true), group: 'Show' }, link('Archived')],
      groupBy: [link('Location')],
      columnsHref: '/crm/contacts/columns',
      editable: true,
      ordered: false,
      columns,
      rows: rows.join(''),
      rowCount: rows.length,
      totals: { label: 'Total, 4 contacts', sums: { status: '4' } },
      pager: { from: '1', to: '4', total: '10,000+', previousHref: null, nextHref: '/list-next' },
      bulk: [
        {
          label: 'Archive',
          action: '/archive',
          operation: 'archive',
          icon: 'archive',
          danger: false,
        },
        { label: 'Delete', action: '/delete', operation: 'delete', icon: 'trash-2', danger: true },
      ],
      bulkSearch: '',
      allMatching: 'Select all 10,000+',
      csrf: 'token',
      empty: { title: 'No contacts yet', text: 'A contact is a person.' },
      noMatch: {
        title: 'Nothing matches',
        text: 'Not even almost.',
        clearHref: '/list',
        widen: { label: 'Show all locations', href: '/list?all' },
      },
      ...changes,
    },
    t
  )
}

const field = (name: string, label: string, value: string, changes: Partial<FormField> = {}) =>
  fieldOf(name, { label, value, ...changes })

const options = [
  { id: 'a', label: 'Alpha', tone: 1 },
  { id: 'b', label: 'Beta', tone: 2 },
  { id: 'c', label: 'Gamma', tone: 3 },
]

/** A record with a field of every kind. */
export function formSample(
  changes: Partial<FormPage> = {},
  general: Partial<FormField> = {}
): string {
  const left = [
    widgets.textField(field('name', 'Name', 'Hana Mori', { required: true, ...general }), t),
    widgets.emailField(
      field('email', 'Email', 'hana@tatami.test', { help: 'Seen by all.', ...general }),
      t
    ),
    widgets.phoneField(field('phone', 'Phone', '+442055500142', general), t),
    widgets.urlField(field('site', 'Website', 'tatami.test', general), t),
    widgets.longTextField(field('address', 'Address', '14 Alder Yard\nNorthgate', general), t),
    widgets.booleanField(field('key', 'Key account', '1', general), t),
  ]
  const right = [
    widgets.many2oneField(
      {
        ...field('company', 'Company', '7', general),
        text: 'Brightwater',
        href: '/form?7',
        options: [],
        search: '/companies',
      },
      t
    ),
    widgets.selectionField({ ...field('terms', 'Terms', 'b', general), options }, t),
    widgets.moneyField(
      { ...field('limit', 'Credit limit', '25,000.00', general), currency: 'EUR' },
      t
    ),
    widgets.integerField(field('staff', 'Employees', '42', general), t),
    widgets.dateField(field('born', 'Birthday', '1980-02-03', general), t),
    widgets.datetimeField(field('next', 'Next call', '2026-11-21T09:30', general), t),
    widgets.tagsField({ ...field('tags', 'Tags', '', general), chosen: ['a'], options }, t),
    widgets.textField(field('since', 'Customer since', '2021', { readonly: true }), t),
  ]
  const people = {
    label: 'People',
    columns: [
      { label: 'Name', align: 'left' as const },
      { label: 'Invoiced', align: 'right' as const },
    ],
    rows: [{ href: '/form?1', cells: ['Elliot Rowe', '3.00'] }],
    empty: 'No people yet.',
    newHref: '/form',
    newLabel: 'New person',
    more: null,
  }
  return renderFormPage(
    {
      label: 'Contact',
      title: 'Hana Mori',
      avatar: { initials: 'HM', tone: 5, organisation: false },
      subline: badgeCell('Customer', 'ok') + locationCell('N', 'North', 1),
      isNew: false,
      canWrite: true,
      action: '/save',
      csrf: 'token',
      hidden: [['version', '3']],
      discardHref: '/form',
      newHref: '/form?new',
      rules: null,
      changes: null,
      draft: null,
      newLabel: 'New contact',
      saved: 'Saved 09:14',
      footer: 'Saved by Jonah Whitlock.',
      hasTrail: true,
      actions: [
        { label: 'Archive', icon: 'archive', href: null, action: '/archive', danger: false },
        { label: 'Delete', icon: 'trash-2', href: '/delete', action: null, danger: true },
      ],
      buttons: [{ label: 'Make customer', icon: 'check', action: '/convert' }],
      steps: {
        name: 'status',
        label: 'Status',
        value: 'b',
        options,
        readonly: false,
        unsaved: false,
      },
      stats: [{ icon: 'phone', value: '28', label: 'Calls', href: '/calls' }],
      faults: [],
      notice: null,
      groups: [
        { label: 'Person', fields: left.join('') },
        { label: 'Sales', fields: right.join('') },
      ],
      tabs: [
        { name: 'people', label: 'People', count: '1', html: renderLines(people, t) },
        {
          name: 'notes',
          label: 'Notes',
          count: null,
          html: widgets.longTextField(field('notes', 'Notes', '', general), t),
        },
      ],
      aside: null,
      ...changes,
    },
    t
  )
}

export function conflictSample(): string {
  return renderConflict(
    {
      label: 'contact',
      theirName: 'Jonah',
      theirTime: '09:14',
      action: '/save',
      csrf: 'token',
      hidden: [['limit', '25']],
      fields: [
        { name: 'limit', label: 'Credit limit', before: '20', mine: '25', theirs: '22' },
        { name: 'owner', label: 'Owner', before: '', mine: 'Mara', theirs: '' },
      ],
      merged: [{ label: 'City', value: 'Leeds', by: 'theirs' }],
      discardHref: '/form',
    },
    t
  )
}

export function deleteSample(): string {
  return renderDelete(
    {
      title: 'Delete 2 contacts?',
      text: 'They are gone for good.',
      action: '/delete',
      csrf: 'token',
      hidden: [['ids[]', '1']],
      affected: [
        { label: 'Planned activities', count: '9', effect: 'Cancelled, and their people are told' },
      ],
      blocked: [
        {
          title: 'Penrose cannot be deleted.',
          text: 'It has invoices.',
          archive: { label: 'Archive Penrose', action: '/archive' },
        },
      ],
      typed: 'delete 2',
      deleteLabel: 'Delete 2 contacts',
      keepLabel: 'Keep all',
      keepHref: '/list',
    },
    t
  )
}
