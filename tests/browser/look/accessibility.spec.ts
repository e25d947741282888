import { test } from '@japa/runner'
import { renderSVG } from 'uqr'
import { overhang, violations } from '#tests/support/browser_pages'
import { t } from '../../look/texts.ts'
import { conflictSample, deleteSample, formSample, listSample } from './samples.ts'
import { edge, framed, frameSample, servePages } from './server.ts'

const faulty = { error: 'This cannot be.', unsaved: true, was: 'before' }

function accountSample(title: string) {
  const links = ['Sessions', 'Security', 'Tokens'].map((label) => ({
    label,
    href: `/${label}`,
    current: label === title,
  }))
  return { title, intro: 'What this is about.', links }
}

const keys = {
  action: '/keys',
  made: { name: 'Export', secret: `tat_${'a'.repeat(43)}` },
  list: [
    {
      id: 'a',
      name: 'Nightly export with a name that is longer than any screen is wide',
      user: 'Mara Ellison',
      prefix: 'tat_abcdefgh',
      scopes: 'CRM: Read, Base: Read and write',
      lastUsed: 'Never',
      expires: 'Expired',
      expired: true,
    },
  ],
  form: {
    name: 'Export',
    days: [{ value: 90, label: '90 days', chosen: true }],
    scopes: [{ id: 0, module: 'crm', label: 'CRM', chosen: 'read' }],
    locations: [
      { id: 'n', name: 'North', chosen: true },
      { id: 's', name: 'South', chosen: false },
    ],
    members: [{ id: 'm', name: 'Mara Ellison', chosen: true }],
    errors: { name: 'This is needed.', scope: 'Choose one.', member: 'Choose another.' },
  },
}

const security = {
  t,
  frame: { ...frameSample(), impersonator: 'Ada Quist' },
  account: accountSample('Security'),
  csrf: '',
  required: false,
  confirmed: null,
  setup: null,
  left: 0,
  codes: null,
  errors: {},
}

const pages: Record<string, string> = {
  '/list': await framed(listSample()),
  '/list-empty': await framed(listSample({ rowCount: 0, facets: [] })),
  '/list-no-match': await framed(listSample({ rowCount: 0 })),
  '/form': await framed(formSample()),
  '/form-faulty': await framed(
    formSample({ faults: [{ name: 'email', label: 'Email', text: 'This cannot be.' }] }, faulty)
  ),
  '/form-read-only': await framed(formSample({ canWrite: false }, { readonly: true })),
  '/conflict': await framed(conflictSample()),
  '/delete': await framed(deleteSample()),
  '/login': await edge.render('pages/login', {
    t,
    csrf: '',
    email: 'a@b.test',
    remember: true,
    errors: { email: null, password: 'Wrong.' },
    notice: { kind: 'warn', text: 'Signed out.' },
    demo: [{ email: 'north@demo.test', password: 'p', role: 'Manager' }],
  }),
  '/login-code': await edge.render('pages/login_code', {
    t,
    csrf: '',
    error: 'Wrong.',
    recoveryError: 'Wrong.',
  }),
  '/tokens': await edge.render('pages/tokens', {
    t,
    frame: frameSample(),
    account: accountSample('Tokens'),
    csrf: '',
    keys: { ...keys, form: { ...keys.form, members: null, errors: {} } },
  }),
  '/api-keys': await edge.render('pages/api_keys', { t, frame: frameSample(), csrf: '', keys }),
  '/security-off': await edge.render('pages/security', {
    ...security,
    required: true,
    errors: { begin: 'Wrong.' },
  }),
  '/security-setup': await edge.render('pages/security', {
    ...security,
    setup: { qr: renderSVG('otpauth://totp/Tatami'), secret: 'ABCD EFGH' },
    errors: { setUp: 'Wrong.' },
  }),
  '/security-on': await edge.render('pages/security', {
    ...security,
    confirmed: 'yesterday',
    left: 9,
    codes: ['ABCD-EFGH-JKLM-NPQR'],
    errors: { off: 'Wrong.', renew: 'Wrong.' },
  }),
  '/two-factor': await edge.render('pages/two_factor_demand', {
    t,
    frame: frameSample(),
    csrf: '',
    demanded: true,
    count: '3 of 5 users have set it up.',
  }),
  '/error': await edge.render('errors/503', {
    t,
    status: 503,
    kind: 'busy',
    detail: '',
    reference: '7F3A22C1',
    page: `/crm/${'x'.repeat(200)}`,
    time: 'now',
  }),
  '/home': await edge.render('pages/home', {
    t,
    frame: frameSample(),
    greeting: 'Good morning, Mara',
    intro: 'Saturday',
    tiles: [{ label: 'Contacts', href: '/list', icon: 'users', detail: 'CRM' }],
    panels: [{ title: 'Alerts', html: '<p class="panel__body">None</p>' }],
  }),
  '/sessions': await edge.render('pages/sessions', {
    t,
    frame: frameSample(),
    account: accountSample('Sessions'),
    csrf: '',
    sessions: [
      { id: 'a', device: 'Firefox', ip: '::1', lastSeen: 'now', current: true },
      { id: 'b', device: 'Safari', ip: '::1', lastSeen: 'now', current: false },
    ],
  }),
}

test.group('Look | accessibility', (group) => {
  let site: Awaited<ReturnType<typeof servePages>>
  group.setup(async () => {
    site = await servePages(pages)
    return () => site.stop()
  })

  for (const path of Object.keys(pages)) {
    test(`${path} is sound, wide and narrow, light and dark`, async ({ assert, browser }) => {
      const page = await browser.newPage({ reducedMotion: 'reduce', bypassCSP: true })
      for (const [width, colorScheme] of [
        [1440, 'light'],
        [1440, 'dark'],
        [360, 'light'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        await page.goto(site.address + path)
        assert.deepEqual(await violations(page), [], `${width} ${colorScheme}`)
        assert.isAtMost(await overhang(page), 0, `${width} ${colorScheme}`)
      }
      await page.close()
    })
  }
})
