import { test } from '@japa/runner'
import { renderConflict } from '#app/views/form/conflict'
import { renderDelete } from '#app/views/form/delete'
import { renderLines } from '#app/views/form/lines'
import { renderFormPage } from '#app/views/form/page'
import * as widgets from '#app/views/form/widgets'
import type { ConflictPage, DeletePage, FormField, FormPage } from '#app/views/form/types'
import { fieldOf } from '#app/views/gallery/sample'
import { t } from './texts.ts'

const evil = '"><script>alert(1)</script>'

const field = (changes: Partial<FormField> = {}) => fieldOf('email', changes)

/** Every kind of field, with the same general properties. */
function everyKind(changes: Partial<FormField>) {
  const base = field(changes)
  const options = [
    { id: base.value, label: base.value },
    { id: 'b', label: 'B' },
  ]
  return {
    text: widgets.textField(base, t),
    longText: widgets.longTextField(base, t),
    email: widgets.emailField(base, t),
    phone: widgets.phoneField(base, t),
    url: widgets.urlField(base, t),
    integer: widgets.integerField(base, t),
    decimal: widgets.decimalField(base, t),
    money: widgets.moneyField({ ...base, currency: 'EUR' }, t),
    boolean: widgets.booleanField(base, t),
    date: widgets.dateField(base, t),
    datetime: widgets.datetimeField(base, t),
    selection: widgets.selectionField({ ...base, options }, t),
    typedTags: widgets.tagsField({ ...base, chosen: [], options: null }, t),
    fewRelated: widgets.many2oneField(
      { ...base, text: base.value, href: '/c/1', options, search: null },
      t
    ),
    manyRelated: widgets.many2oneField(
      { ...base, text: base.value, href: '/c/1', options: [], search: '/c' },
      t
    ),
  }
}

test.group('Form fields', () => {
  test('bind label, help and fault to the control', ({ assert }) => {
    for (const [kind, html] of Object.entries(
      everyKind({ value: 'x', help: 'Seen by all.', error: 'Not an address.' })
    )) {
      assert.include(html, '<label for="field-email">Email</label>', kind)
      assert.lengthOf(html.match(/ id="field-email"/g)!, 1, kind)
      assert.match(html, /aria-invalid="true"/, kind)
      assert.match(
        html,
        /aria-describedby="(field-email-unit )?field-email-help field-email-error"/,
        kind
      )
      assert.include(html, '<p class="hint" id="field-email-help">Seen by all.</p>', kind)
      assert.match(html, /<p class="err" id="field-email-error">.*Not an address\./, kind)
    }
  })

  test('name the control by the field and say when it is needed', ({ assert }) => {
    for (const [kind, html] of Object.entries(everyKind({ value: 'x', required: true }))) {
      assert.match(html, / name="email(_text)?"[^>]* required/, kind)
      assert.notInclude(html, 'aria-invalid', kind)
    }
  })

  test('post nothing where they cannot be edited', ({ assert }) => {
    for (const [kind, html] of Object.entries(everyKind({ value: 'x', readonly: true }))) {
      assert.notMatch(html, /<(?:input|select|textarea|button)/, kind)
      assert.include(html, 'Email', kind)
    }
  })

  test('escape value, label, help and fault', ({ assert }) => {
    for (const readonly of [false, true]) {
      const kinds = everyKind({
        value: evil,
        label: evil,
        help: evil,
        error: evil,
        was: evil,
        placeholder: evil,
        readonly,
      })
      for (const [kind, html] of Object.entries(kinds)) assert.notInclude(html, '<script', kind)
    }
  })

  test('mark what was typed but is not saved, and say what is', ({ assert }) => {
    const html = widgets.textField(field({ value: 'new', unsaved: true, was: 'old' }), t)
    assert.include(html, '<div class="field changed" data-unsaved>')
    assert.include(html, 'Was old.')
  })

  test('keep 0 and text that looks empty', ({ assert }) => {
    assert.include(widgets.integerField(field({ value: '0' }), t), ' value="0"')
    assert.include(widgets.textField(field({ value: '0', readonly: true }), t), '>0</span>')
  })

  test('keep a first line break of a long text, and end it nowhere else', ({ assert }) => {
    const html = widgets.longTextField(field({ value: '\n</textarea>x' }), t)
    assert.include(html, '>\n\n&lt;/textarea&gt;x</textarea>')
  })

  test('offer no link that could run a script', ({ assert }) => {
    for (const value of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
    ]) {
      assert.notInclude(widgets.urlField(field({ value }), t), 'href=', value)
      assert.notInclude(widgets.urlField(field({ value, readonly: true }), t), 'href=', value)
    }
    assert.include(
      widgets.urlField(field({ value: 'tatami.test/a' }), t),
      'href="https://tatami.test/a"'
    )
    assert.include(
      widgets.urlField(field({ value: 'http://tatami.test' }), t),
      'href="http://tatami.test"'
    )
  })

  test('post an empty box as 0 and an empty choice of tags as nothing', ({ assert }) => {
    const box = widgets.booleanField(field({ value: '0' }), t)
    assert.match(box, /type="hidden" name="email" value="0".*type="checkbox" value="1"/)
    assert.notInclude(box, 'checked')
    assert.include(widgets.booleanField(field({ value: '1' }), t), ' checked')

    const tags = widgets.tagsField(
      {
        ...field({ name: 'tags' }),
        chosen: ['2'],
        options: [
          { id: '1', label: 'A', tone: 1 },
          { id: '2', label: evil, tone: 2 },
        ],
      },
      t
    )
    assert.include(tags, '<input type="hidden" name="tags[]" value="">')
    assert.match(tags, /value="2" checked>&quot;/)
    assert.lengthOf(tags.match(/ checked/g)!, 1)
    assert.match(tags, /role="group" aria-labelledby="field-tags-label"/)
  })

  test('keep a chosen value that is no longer among the options', ({ assert }) => {
    const html = widgets.selectionField(
      { ...field({ value: 'gone' }), options: [{ id: 'a', label: 'A' }] },
      t
    )
    assert.include(html, '<option value="gone" selected>gone</option>')
    const related = widgets.many2oneField(
      {
        ...field({ value: '9' }),
        text: 'Old Ltd',
        href: null,
        options: [{ id: '1', label: 'A' }],
        search: null,
      },
      t
    )
    assert.include(related, '<option value="9" selected>Old Ltd</option>')
  })

  test('search one record out of many by text, with and without script', ({ assert }) => {
    const html = widgets.many2oneField(
      {
        ...field({ name: 'company', value: '7' }),
        text: 'Brightwater',
        href: null,
        options: [],
        search: '/companies/options',
      },
      t
    )
    assert.include(html, '<input type="hidden" name="company" value="7"')
    assert.match(html, /name="company_text"[^>]* list="field-company-options"/)
    assert.include(html, 'data-search="/companies/options"')
    assert.include(html, '<noscript><button class="btn btn--sm" name="_search" value="company">')
  })
})

function formPage(changes: Partial<FormPage> = {}): FormPage {
  return {
    label: 'Contact',
    title: 'Hana Mori',
    avatar: { initials: 'HM', tone: 5, organisation: false },
    subline: '',
    isNew: false,
    canWrite: true,
    action: '/contacts/1?_method=PUT',
    csrf: 'token',
    hidden: [['version', '3']],
    discardHref: '/contacts/1',
    newHref: '/contacts/new',
    rules: null,
    changes: null,
    draft: null,
    newLabel: 'New contact',
    saved: 'Saved 09:14',
    footer: null,
    hasTrail: false,
    actions: [
      {
        label: 'Archive',
        icon: 'archive',
        href: null,
        action: '/contacts/1/archive',
        danger: false,
      },
    ],
    buttons: [],
    steps: null,
    stats: [],
    faults: [],
    notice: null,
    groups: [{ label: 'Basics', fields: widgets.emailField(field(), t) }],
    tabs: [],
    aside: null,
    ...changes,
  }
}

const render = (changes: Partial<FormPage> = {}) => renderFormPage(formPage(changes), t)

test.group('Form page', () => {
  test('saves by a plain form with token and version', ({ assert }) => {
    const html = render()
    assert.match(
      html,
      /<form class="panel" id="record" method="post" action="\/contacts\/1\?_method=PUT"/
    )
    assert.include(
      html,
      '<input type="hidden" name="_csrf" value="token"><input type="hidden" name="version" value="3">'
    )
    assert.match(html, /<button class="btn btn--primary" form="record"/)
  })

  test('does what the Actions menu offers by a form of its own', ({ assert }) => {
    const html = render()
    assert.match(
      html,
      /<button class="item" form="record-action" formaction="\/contacts\/1\/archive">/
    )
    assert.match(
      html,
      /<form id="record-action" method="post" hidden><input type="hidden" name="_csrf" value="token"><\/form>/
    )
  })

  test('lists faults with links to their fields', ({ assert }) => {
    const html = render({
      faults: [
        { name: 'email', label: 'Email', text: 'This is not an address.' },
        { name: null, label: '', text: 'An email or a phone is needed.' },
      ],
    })
    assert.match(html, /role="alert".*Not saved: 2 fields need a correction\./)
    assert.include(html, '<a href="#field-email">Email</a>: This is not an address.')
    assert.include(html, 'An email or a phone is needed.')
    assert.include(html, 'id="field-email"')
    assert.include(html, 'record is-changed')
  })

  test('has nothing to save for somebody who may only read', ({ assert }) => {
    const html = render({ canWrite: false, actions: [] })
    assert.notInclude(html, 'id="record"')
    assert.notInclude(html, 'form="record"')
  })

  test('offers Save at once for a new record, and no New', ({ assert }) => {
    const html = render({ isNew: true })
    assert.notInclude(html, 'New contact')
    assert.match(html, /<span class="row"><button class="btn btn--primary" form="record"/)
  })

  test('changes the step like a field, or only shows it', ({ assert }) => {
    const steps = {
      name: 'status',
      label: 'Status',
      value: 'b',
      unsaved: false,
      options: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
    }
    const chosen = render({ steps: { ...steps, readonly: false } })
    assert.include(chosen, 'role="radiogroup" aria-label="Status"')
    assert.include(chosen, '<input type="radio" name="status" value="b" checked>')
    assert.notInclude(chosen, 'value="a" checked')
    const shown = render({ steps: { ...steps, readonly: true } })
    assert.notInclude(shown, 'type="radio"')
    assert.match(shown, /<li class="done">.*A<\/li><li aria-current="step">B<\/li>/)
  })

  test('ticks no step because of a folded one', ({ assert }) => {
    const steps = {
      name: 'status',
      label: 'Status',
      value: 'lost',
      unsaved: false,
      options: [
        { id: 'a', label: 'A' },
        { id: 'lost', label: 'Lost', folded: true },
        { id: 'other', label: 'Other', folded: true },
      ],
    }
    const shown = render({ steps: { ...steps, readonly: true } })
    assert.include(shown, '<li>A</li><li class="folded" aria-current="step">Lost</li>')
    const chosen = render({ steps: { ...steps, readonly: false } })
    assert.include(chosen, '<label class="folded"><input type="radio" name="status" value="lost"')
  })

  test('shows the part with a fault first', ({ assert }) => {
    const faulty = widgets.textField(field({ name: 'note', error: 'Too long.' }), t)
    const tabs = [
      { name: 'people', label: 'People', count: '4', html: '' },
      { name: 'notes', label: 'Notes', count: null, html: faulty },
    ]
    const html = render({ tabs })
    assert.include(html, '<a href="#part-notes" aria-current="true">Notes</a>')
    assert.include(html, '<section class="part is-current" id="part-notes"')
    assert.include(html, '<a href="#part-people">People (4)</a>')
    assert.include(render({ tabs: [tabs[0]] }), 'class="part is-current" id="part-people"')
  })

  test('escapes whatever comes from data', ({ assert }) => {
    const html = render({
      label: evil,
      title: evil,
      avatar: { initials: evil, tone: 1, organisation: true },
      action: evil,
      csrf: evil,
      hidden: [['version', evil]],
      discardHref: evil,
      newHref: evil,
      newLabel: evil,
      saved: evil,
      footer: evil,
      hasTrail: true,
      actions: [
        { label: evil, icon: evil, href: evil, action: null, danger: true },
        { label: evil, icon: evil, href: null, action: evil, danger: true },
      ],
      buttons: [{ label: evil, icon: evil, action: evil }],
      steps: {
        name: evil,
        label: evil,
        value: evil,
        options: [{ id: evil, label: evil }],
        readonly: false,
        unsaved: true,
      },
      stats: [{ icon: evil, value: evil, label: evil, href: evil }],
      faults: [{ name: evil, label: evil, text: evil }],
      notice: { kind: 'warn', text: evil },
      groups: [{ label: evil, fields: '' }],
      tabs: [{ name: evil, label: evil, count: evil, html: '' }],
    })
    assert.notInclude(html, '<script')
  })
})

test.group('Form lines', () => {
  const lines = {
    label: 'People',
    columns: [
      { label: 'Name', align: 'left' as const },
      { label: 'Invoiced', align: 'right' as const },
    ],
    rows: [{ href: '/p/1', cells: ['Hana', '3.00'] }],
    empty: 'No people yet.',
    newHref: '/p/new',
    newLabel: 'New person',
    more: null,
  }

  test('link the first cell to the record', ({ assert }) => {
    const html = renderLines(lines, t)
    assert.include(html, '<td class="main"><a href="/p/1">Hana</a></td><td class="r">3.00</td>')
    assert.include(html, 'href="/p/new"')
  })

  test('say when there are none', ({ assert }) => {
    const html = renderLines({ ...lines, rows: [] }, t)
    assert.include(html, 'No people yet.')
    assert.notInclude(html, '<table')
  })
})

test.group('Conflict page', () => {
  const conflict: ConflictPage = {
    label: 'contact',
    theirName: evil,
    theirTime: '09:14',
    action: '/contacts/1',
    csrf: 'token',
    hidden: [
      ['credit', evil],
      ['version', '4'],
    ],
    fields: [
      { name: 'credit', label: 'Credit limit', before: '20', mine: evil, theirs: '22' },
      { name: 'terms', label: 'Terms', before: '', mine: '21 days', theirs: '30 days' },
    ],
    merged: [{ label: 'City', value: evil, by: 'theirs' }],
    discardHref: '/contacts/1',
  }

  test('chooses nothing for the person, and needs every choice', ({ assert }) => {
    const html = renderConflict(conflict, t)
    assert.lengthOf(
      html.match(/<input type="radio" name="resolve\[\w+\]" value="(?:mine|theirs)" required>/g)!,
      4
    )
    assert.notInclude(html, 'checked')
  })

  test('carries along what was typed, and the version that is saved now', ({ assert }) => {
    const html = renderConflict(conflict, t)
    assert.include(html, '<input type="hidden" name="version" value="4">')
    assert.include(html, '<input type="hidden" name="credit" value="&quot;&gt;')
  })

  test('takes one side as a whole without the single choices', ({ assert }) => {
    const html = renderConflict(conflict, t)
    assert.include(html, '<button class="btn" name="resolve_all" value="mine" formnovalidate>')
    assert.include(html, '<button class="btn" name="resolve_all" value="theirs" formnovalidate>')
  })

  test('says how many fields were merged', ({ assert }) => {
    assert.include(
      renderConflict(conflict, t),
      '1 other field was merged for you. Choose a value for these 2.'
    )
    assert.notInclude(renderConflict({ ...conflict, merged: [] }, t), 'merged for you')
  })

  test('escapes values of both sides and the name', ({ assert }) => {
    assert.notInclude(renderConflict(conflict, t), '<script')
  })
})

test.group('Delete page', () => {
  const page: DeletePage = {
    title: 'Delete 3 contacts?',
    text: 'They are gone for good.',
    action: '/contacts/delete',
    csrf: 'token',
    hidden: [['ids[]', '1']],
    affected: [{ label: 'Deals', count: '4', effect: 'Kept, without contact' }],
    blocked: [
      {
        title: 'Penrose cannot be deleted.',
        text: 'It has 12 invoices.',
        archive: { label: 'Archive Penrose', action: '/contacts/3/archive' },
      },
    ],
    typed: 'delete 2',
    deleteLabel: 'Delete 2 contacts',
    keepLabel: 'Keep all',
    keepHref: '/contacts',
  }

  test('says what else is affected and what happens to it', ({ assert }) => {
    const html = renderDelete(page, t)
    assert.include(
      html,
      '<tr><td>Deals</td><td class="r">4</td><td>Kept, without contact</td></tr>'
    )
    assert.include(renderDelete({ ...page, affected: [] }, t), 'Nothing else is affected.')
  })

  test('offers to archive what cannot be deleted', ({ assert }) => {
    assert.include(
      renderDelete(page, t),
      'formaction="/contacts/3/archive" formnovalidate>Archive Penrose'
    )
  })

  test('has the words typed for more than one record', ({ assert }) => {
    assert.match(
      renderDelete(page, t),
      /<label for="typed">.*delete 2.*id="typed" name="typed" required pattern="delete 2"/
    )
    assert.notInclude(renderDelete({ ...page, typed: null }, t), 'id="typed"')
    assert.include(renderDelete({ ...page, typed: 'a.b' }, t), 'pattern="a\\.b"')
  })

  test('has no button where nothing is left to delete', ({ assert }) => {
    assert.notInclude(renderDelete({ ...page, deleteLabel: null }, t), 'btn--danger')
  })

  test('escapes what comes from data', ({ assert }) => {
    const html = renderDelete(
      {
        ...page,
        title: evil,
        text: evil,
        action: evil,
        hidden: [['a', evil]],
        affected: [{ label: evil, count: evil, effect: evil }],
        blocked: [{ title: evil, text: evil, archive: { label: evil, action: evil } }],
        typed: evil,
        deleteLabel: evil,
        keepLabel: evil,
        keepHref: evil,
      },
      t
    )
    assert.notInclude(html, '<script')
  })
})
