import { test } from '@japa/runner'
import { Edge } from 'edge.js'
import { edgeHelpers } from '#app/views/edge_helpers'
import { assetTags } from '#app/views/assets'
import { t } from './texts.ts'
import { isOneByte } from '#tests/support/width'

const evil = '"><script>alert(1)</script>'

const edge = Edge.create({ cache: true })
edge.mount(new URL('../../resources/views', import.meta.url))
for (const [name, helper] of Object.entries(edgeHelpers)) edge.global(name, helper)
edge.global('t', t)

function frame(changes: object = {}) {
  return {
    title: 'Contacts',
    tenant: { id: '1', name: 'Linden' },
    tenants: [
      { id: '1', name: 'Linden' },
      { id: '2', name: 'Kiln' },
    ],
    locations: [
      { id: 'n', name: 'North', letter: 'N', selected: true, kind: 1 },
      { id: 's', name: 'South', letter: 'S', selected: false, kind: 2 },
    ],
    locationLabel: 'North',
    user: { id: 'u1', name: 'Mara Ellison', initials: 'ME', tone: 1 },
    menuHtml: '<ul></ul>',
    csrf: 'token',
    crumbs: [
      { label: 'CRM', href: '/crm' },
      { label: 'Contacts', href: null },
    ],
    assets: assetTags(),
    lang: 'en',
    dir: 'ltr',
    flash: null,
    search: null,
    version: '0.1.0',
    ...changes,
  }
}

const renderFrame = (changes: object = {}) =>
  edge.render('layouts/app', { frame: frame(changes), body: '<p>Body</p>' })

test.group('Frame', () => {
  test('puts a ready body into main, in the language and direction of the user', async ({
    assert,
  }) => {
    const html = await renderFrame({ lang: 'ar', dir: 'rtl' })
    assert.include(html, '<html lang="ar" dir="rtl">')
    assert.match(html, /<main id="main"[^]*<p>Body<\/p>[^]*<\/main>/)
    assert.match(html, /<a class="skip" href="#main">/)
  })

  test('switches location, tenant and session by guarded forms', async ({ assert }) => {
    const html = await renderFrame()
    for (const action of ['/account/locations', '/account/tenant', '/logout']) {
      const form = html.slice(html.indexOf(`<form method="post" action="${action}">`))
      assert.match(form, /^[^]{0,80}<input type="hidden" name="_csrf" value="token">/, action)
    }
    assert.match(html, /name="locations\[\]" value="n" checked>/)
    assert.notMatch(html, /name="locations\[\]" value="s" checked/)
    assert.match(html, /name="only" value="s" aria-label="Show only South"/)
  })

  test('offers no switch where there is nothing to choose', async ({ assert }) => {
    const html = await renderFrame({ tenants: [{ id: '1', name: 'Linden' }], locations: [] })
    assert.notInclude(html, '/account/locations')
    assert.notInclude(html, '/account/tenant')
    assert.include(html, 'Linden')
  })

  test('tells what happened, with a way to undo it', async ({ assert }) => {
    const told = await renderFrame({
      flash: { kind: 'ok', text: 'Archived.', undoHref: '/undo/7' },
    })
    assert.match(told, /role="status"[^]*Archived\.[^]*action="\/undo\/7"/)
    const warned = await renderFrame({ flash: { kind: 'bad', text: 'No.' } })
    assert.match(warned, /role="alert"[^]*No\./)
    assert.notInclude(warned, 'Undo')
  })

  test('escapes all names and prints nothing undefined', async ({ assert }) => {
    const html = await renderFrame({
      title: evil,
      tenant: { id: '1', name: evil },
      tenants: [
        { id: '1', name: evil },
        { id: evil, name: evil },
      ],
      locations: [
        { id: evil, name: evil, letter: evil, selected: true, kind: 1 },
        { id: 's', name: evil, letter: '<', selected: false, kind: 2 },
      ],
      locationLabel: evil,
      user: { id: 'u1', name: evil, initials: evil, tone: 1 },
      csrf: evil,
      crumbs: [{ label: evil, href: evil }],
      flash: { kind: 'ok', text: evil, undoHref: evil },
      search: { action: evil },
      version: evil,
    })
    assert.notInclude(html, '<script>')
    assert.notMatch(html, /undefined|\[object|@(if|each|end|else)/)
  })

  test('stays one byte a character', async ({ assert }) => {
    assert.isTrue(isOneByte(await renderFrame({ search: { action: '/search' } })))
  })
})

test.group('Log-in page', () => {
  const state = {
    t,
    csrf: 'token',
    email: '',
    remember: false,
    errors: { email: null, password: null },
    notice: null,
    demo: null,
  }

  test('is a guarded form that password managers understand', async ({ assert }) => {
    const html = await edge.render('pages/login', state)
    assert.match(
      html,
      /<form[^>]* method="post" action="\/login">\s*<input type="hidden" name="_csrf" value="token">/
    )
    assert.match(
      html,
      /<label for="email">[^]*id="email" name="email" type="email"[^>]*autocomplete="username"/
    )
    assert.match(
      html,
      /<label for="password">[^]*id="password" name="password" type="password"[^>]*autocomplete="current-password"/
    )
    assert.notInclude(html, 'aria-invalid')
    assert.notInclude(html, 'Demo accounts')
  })

  test('keeps the email and says beside the field what is wrong', async ({ assert }) => {
    const html = await edge.render('pages/login', {
      ...state,
      email: evil,
      remember: true,
      errors: { email: null, password: 'Does not match.' },
    })
    assert.match(html, /id="password"[^>]* aria-invalid="true" aria-describedby="password-error"/)
    assert.match(html, /<p class="err" id="password-error">.*Does not match\./)
    assert.include(html, 'value="&quot;&gt;&lt;script&gt;')
    assert.match(html, /name="remember" value="1" checked/)
  })

  test('signs in by demo accounts where they are given', async ({ assert }) => {
    const html = await edge.render('pages/login', {
      ...state,
      demo: [{ email: 'north@demo.test', password: 'p', role: 'Manager' }],
    })
    assert.match(
      html,
      /<input type="hidden" name="email" value="north@demo\.test"><input type="hidden" name="password" value="p">/
    )
  })
})

test.group('Fault pages', () => {
  const state = {
    t,
    detail: '',
    reference: '7F3A22C1',
    page: '/x?"><script>',
    time: '2026-11-21 09:42:17 UTC',
  }

  for (const status of [403, 404, 419, 429, 500, 503]) {
    test(`${status} says what is safe, and gives a reference`, async ({ assert }) => {
      const html = await edge.render(`errors/${status}`, { ...state, status, kind: status })
      assert.include(html, `Error ${status}`)
      assert.include(html, '<code>7F3A22C1</code>')
      assert.include(html, '09:42:17')
      assert.include(html, 'href="/"')
      assert.notMatch(html, /<script>|undefined|ui\.fault/)
    })
  }

  test('offers to try again only where that may help', async ({ assert }) => {
    assert.include(
      await edge.render('errors/503', { ...state, status: 503, kind: 'busy' }),
      'Try again</a>'
    )
    assert.notInclude(await edge.render('errors/404', { ...state, status: 404 }), 'Try again</a>')
  })

  test('says the reason where there is one', async ({ assert }) => {
    const html = await edge.render('errors/404', {
      ...state,
      status: 422,
      detail: `No field ${evil}`,
    })
    assert.include(html, 'No field &quot;&gt;&lt;script&gt;')
    assert.include(html, 'This cannot be done')
  })
})

test.group('Home', () => {
  test('has a tile for each screen and what is to be done next', async ({ assert }) => {
    const html = await edge.render('pages/home', {
      t,
      frame: frame(),
      greeting: evil,
      intro: 'Saturday',
      tiles: [{ label: evil, href: '/crm', icon: 'users', detail: evil }],
      appsHref: null,
      activities: '<b>ready</b>',
    })
    assert.include(html, '<a class="tile" href="/crm">')
    assert.include(html, '<b>ready</b>')
    assert.notInclude(html, '<script>')
  })

  test('says so where there is nothing to open', async ({ assert }) => {
    const html = await edge.render('pages/home', {
      t,
      frame: frame(),
      greeting: 'Hi',
      intro: '',
      tiles: [],
      appsHref: null,
      activities: null,
    })
    assert.include(html, 'Nothing to open yet')
  })
})

test.group('Sessions', () => {
  test('ends any session but this one', async ({ assert }) => {
    const sessions = [
      { id: 'a', device: 'Firefox', ip: '127.0.0.1', lastSeen: 'now', current: true },
      { id: 'b', device: evil, ip: evil, lastSeen: evil, current: false },
    ]
    const html = await edge.render('pages/sessions', {
      t,
      frame: frame(),
      account: { title: 'Sessions', intro: '', links: [] },
      csrf: 'token',
      sessions,
    })
    assert.include(html, 'action="/account/sessions/b?_method=DELETE"')
    assert.notInclude(html, '/account/sessions/a')
    assert.notInclude(html, '<script>')
  })
})
