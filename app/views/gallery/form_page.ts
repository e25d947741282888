import { renderConflict } from '../form/conflict.ts'
import { renderDelete } from '../form/delete.ts'
import { renderFormPage } from '../form/page.ts'
import type { FormField, FormPage } from '../form/types.ts'
import * as widgets from '../form/widgets.ts'
import { badgeCell, locationCell } from '../list/cells.ts'
import type { Translate } from '../texts.ts'
import { fieldOf, HERE, LONG, type Shelf } from './sample.ts'

const steps = ['New', 'Qualified', 'Won', 'Lost'].map((label, at) => ({
  id: String(at),
  label,
  folded: at === 3,
}))

function fieldsOf(t: Translate, changes: Partial<FormField> = {}): string {
  const filled = (name: string, value: string) => fieldOf(name, { value, ...changes })
  return (
    widgets.textField({ ...filled('Name', 'Hana Mori'), required: true }, t) +
    widgets.emailField(filled('E-mail', 'hana@tatami.test'), t) +
    widgets.booleanField(filled('Key account', '1'), t)
  )
}

/** A record's page with everything that it can have, but for what is said otherwise. */
export function formOf(changes: Partial<FormPage>, t: Translate): string {
  return renderFormPage(
    {
      label: 'Deal',
      title: 'Reception desk',
      avatar: { initials: 'RD', tone: 5, organisation: true },
      subline: badgeCell('Customer', 'ok') + locationCell('N', 'North', 1),
      isNew: false,
      canWrite: true,
      action: HERE,
      csrf: '',
      hidden: [],
      rules: null,
      changes: null,
      draft: null,
      discardHref: HERE,
      newHref: HERE,
      newLabel: 'New deal',
      saved: 'Saved 09:14',
      footer: 'Saved by Jonah Whitlock.',
      hasTrail: false,
      actions: [
        { label: 'Archive', icon: 'archive', href: HERE, action: null, danger: false },
        { label: 'Delete', icon: 'trash-2', href: HERE, action: null, danger: true },
      ],
      buttons: [{ label: 'Mark as won', icon: 'check', action: HERE }],
      steps: {
        name: 'stage',
        label: 'Stage',
        value: '1',
        options: steps,
        readonly: false,
        unsaved: false,
      },
      stats: [{ icon: 'phone', value: '28', label: 'Calls', href: HERE }],
      faults: [],
      notice: null,
      groups: [{ label: 'Person', fields: fieldsOf(t) }],
      tabs: [
        { name: 'lines', label: 'Lines', count: '0', html: '<p class="muted">No lines yet.</p>' },
        { name: 'notes', label: 'Notes', count: null, html: '<p class="muted">No notes yet.</p>' },
      ],
      aside: null,
      ...changes,
    },
    t
  )
}

/** A record's page in every state. */
export const formSamples: Shelf = {
  filled: (t) => formOf({}, t),
  new: (t) =>
    formOf(
      { isNew: true, title: 'New deal', saved: null, footer: null, avatar: null, stats: [] },
      t
    ),
  long: (t) => formOf({ title: LONG, label: LONG }, t),
  readonly: (t) =>
    formOf(
      {
        canWrite: false,
        buttons: [],
        groups: [{ label: 'Person', fields: fieldsOf(t, { readonly: true }) }],
      },
      t
    ),
  error: (t) =>
    formOf(
      {
        faults: [{ name: 'E-mail', label: 'E-mail', text: 'This is not an e-mail address.' }],
        groups: [{ label: 'Person', fields: fieldsOf(t, { error: 'This cannot be.' }) }],
      },
      t
    ),
  notice: (t) => formOf({ notice: { kind: 'warn', text: 'This deal is archived.' } }, t),
  conflict: (t) =>
    renderConflict(
      {
        label: 'deal',
        theirName: 'Jonah',
        theirTime: '09:14',
        action: HERE,
        csrf: '',
        hidden: [],
        fields: [
          { name: 'limit', label: 'Credit limit', before: '20', mine: '25', theirs: '22' },
          { name: 'owner', label: 'Owner', before: '', mine: LONG, theirs: '' },
        ],
        merged: [{ label: 'City', value: 'Leeds', by: 'theirs' }],
        discardHref: HERE,
      },
      t
    ),
  delete: (t) =>
    renderDelete(
      {
        title: 'Delete 2 deals?',
        text: 'They are gone for good.',
        action: HERE,
        csrf: '',
        hidden: [],
        affected: [{ label: 'Planned activities', count: '9', effect: 'Deleted as well' }],
        blocked: [
          {
            title: 'Penrose cannot be deleted.',
            text: 'It has invoices.',
            archive: { label: 'Archive Penrose', action: HERE },
          },
        ],
        typed: 'delete 2',
        deleteLabel: 'Delete 2 deals',
        keepLabel: 'Keep all',
        keepHref: HERE,
      },
      t
    ),
}
