import { test } from '@japa/runner'
import { messageText } from '#app/views/thread/message_text'
import { renderThread } from '#app/views/thread/thread'
import type { ThreadActivity, ThreadItem, ThreadPage } from '#app/views/thread/types'
import { t } from './texts.ts'

const evil = '"><script>alert(1)</script>'
const author = { name: 'Mara Ellison', initials: 'ME', tone: 1 }

const message: ThreadItem = {
  kind: 'note',
  id: 'm1',
  author,
  time: '09:14',
  moment: '2026-11-20T09:14:00.000Z',
  body: 'Ask @Zofia Lind',
  mentioned: ['Zofia Lind'],
  edited: true,
  editHref: '/crm/contacts/1/messages/m1',
  deleteHref: '/crm/contacts/1/messages/m1',
}

const change: ThreadItem = {
  kind: 'change',
  author: null,
  time: '08:00',
  moment: '2026-11-20T08:00:00.000Z',
  text: '',
  fields: [{ label: 'Status', before: 'Lead', after: 'Customer' }],
}

const activity: ThreadActivity = {
  symbol: 'phone',
  kind: 'Call',
  summary: evil,
  note: 'Two\nlines',
  state: 'overdue',
  due: 'Overdue since 18 Nov 2026',
  who: 'Jonah Whitlock',
  completionHref: '/crm/contacts/1/activities/a1/completion',
  editHref: '/crm/contacts/1/activities/a1/edit',
  record: null,
  back: null,
}

const page = (changes: Partial<ThreadPage> = {}) =>
  renderThread(
    {
      csrf: 'token',
      action: '/crm/contacts/1/messages',
      canNote: true,
      planHref: '/crm/contacts/1/activities/new',
      files: {
        files: [{ name: evil, size: '412 kB', href: '/f/1', isImage: true, deleteHref: '/f/1' }],
        summary: '1 file, 412 kB',
        action: '/crm/contacts/1/attachments',
        fault: evil,
      },
      following: {
        action: '/crm/contacts/1/following',
        own: { comments: true, changes: false, activities: false },
        names: [evil],
        isInternal: true,
      },
      activities: [activity],
      fault: null,
      days: [{ label: 'Today', items: [message, change] }],
      olderHref: null,
      ...changes,
    },
    t
  )

test.group('Message text', () => {
  test('is text, whatever was typed', ({ assert }) => {
    assert.equal(messageText('<b>&\nx', []), '&lt;b&gt;&amp;<br>x')
    assert.notInclude(messageText(evil, []), '<script')
    assert.notInclude(messageText(`@${evil}`, [evil]), '<script')
  })

  test('links to the web, and to nothing else', ({ assert }) => {
    assert.include(
      messageText('(https://a.example/x?y=1&z="2")', []),
      '<a href="https://a.example/x?y=1&amp;z='
    )
    for (const text of [
      'javascript:alert(1)',
      'mailto:a@b.example',
      'ftp://a.example',
      '//a.example',
    ]) {
      assert.notInclude(messageText(text, []), '<a', text)
    }
  })

  test('shows who is mentioned, whole names only', ({ assert }) => {
    assert.equal(
      messageText('@Zofia Lind, @zofia lindgren', ['Zofia Lind']),
      '<b>@Zofia Lind</b>, @zofia lindgren'
    )
  })
})

test.group('Thread', () => {
  test('tells notes from what others read, and changes field by field', ({ assert }) => {
    const html = page()
    assert.include(html, '<article class="msg msg--note" id="message-m1">')
    assert.include(html, '09:14 · note · edited')
    assert.include(html, '<b>@Zofia Lind</b>')
    assert.match(html, /<span>Status:<\/span><del>Lead<\/del><svg.*<span>Customer<\/span>/)
  })

  test('posts by guarded forms that leave the rest of the page alone', ({ assert }) => {
    const html = page()
    const forms = html.match(/<form[^>]*x-target="thread"[^>]*>/g)!
    assert.lengthOf(forms, 6)
    for (const form of forms) assert.include(form, 'method="post"')
    assert.equal(html.split('name="_csrf" value="token"').length - 1, 8)
    assert.include(html, '?_method=PUT')
    assert.include(html, '?_method=DELETE')
  })

  test('tells what is planned first, and whether it is late in words', ({ assert }) => {
    const html = page()
    assert.isBelow(html.indexOf('Overdue since'), html.indexOf('message-m1'))
    assert.include(html, '<span class="bad">Overdue since 18 Nov 2026</span>')
    assert.include(html, 'Two<br>lines')
    assert.notInclude(html, '<script')
    assert.notInclude(page({ activities: [] }), 'Planned')
  })

  test('offers notes to colleagues alone', ({ assert }) => {
    assert.include(page(), 'value="note"')
    assert.notInclude(page({ canNote: false }), 'value="note"')
  })

  test('keeps what was refused, and says why beside it', ({ assert }) => {
    const html = page({ fault: { text: 'Too long.', body: evil } })
    assert.include(html, 'aria-invalid="true" aria-describedby="thread-fault"')
    assert.include(html, '&lt;script&gt;')
    assert.include(html, 'Too long.')
  })
})
