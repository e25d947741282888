import { test } from '@japa/runner'
import { markCurrent, renderMenu } from '#app/views/menu_html'

const items = [
  {
    label: 'CRM',
    icon: 'handshake',
    children: [
      { label: 'Contacts', href: '/crm/contacts' },
      { label: 'Settings', children: [{ label: 'Tags <b>', href: '/crm/tags?a=1&b=2' }] },
    ],
  },
  { label: 'System', children: [{ label: 'Users', href: '/users' }] },
]

test.group('Menu', () => {
  test('marks the current item and unfolds what it lies in, and nothing else', ({ assert }) => {
    const html = renderMenu(items, '/users')
    assert.include(html, '<a href="/users" aria-current="page">')
    assert.lengthOf(html.match(/aria-current/g)!, 1)
    assert.lengthOf(html.match(/<details open>/g)!, 1)
    assert.isAbove(html.indexOf('<details open>'), html.indexOf('CRM'))
  })

  test('unfolds every level above the current item', ({ assert }) => {
    const html = renderMenu(items, '/crm/tags?a=1&b=2')
    assert.lengthOf(html.match(/<details open>/g)!, 2)
    assert.isBelow(html.lastIndexOf('<details open>'), html.indexOf('aria-current'))
  })

  test('marks a menu that was rendered before', ({ assert }) => {
    const kept = renderMenu(items, null)
    assert.notInclude(kept, 'aria-current')
    assert.equal(markCurrent(kept, '/crm/contacts'), renderMenu(items, '/crm/contacts'))
  })

  test('stays as it is for an address that it does not hold', ({ assert }) => {
    assert.equal(renderMenu(items, '/crm'), renderMenu(items, null))
  })

  test('escapes labels and addresses', ({ assert }) => {
    const html = renderMenu(items, null)
    assert.include(html, 'Tags &lt;b&gt;')
    assert.include(html, 'href="/crm/tags?a=1&amp;b=2"')
  })
})
