import { test } from '@japa/runner'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault } from '../../launcher/fault.mjs'
import { loadSettings } from '../../launcher/settings.mjs'
import { Checkout, machineNode } from './support/checkout.ts'

test.group('Settings', (group) => {
  let root: string
  group.each.setup(() => {
    root = mkdtempSync(join(tmpdir(), 'tatami-settings-'))
    return () => rmSync(root, { recursive: true })
  })

  /** The lines that tell of faults in these settings. */
  function faultsOf(env: Record<string, string>) {
    try {
      loadSettings({ root, env })
      return []
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return [error.message, ...error.details]
    }
  }

  test('have defaults', ({ assert }) => {
    const { env, embedded, storage } = loadSettings({ root, env: { HOST: '' } })
    assert.isTrue(embedded)
    assert.equal(storage, join(root, 'storage'))
    assert.containsSubset(env, {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '3333',
      APP_URL: 'http://127.0.0.1:3333',
      STORAGE_PATH: join(root, 'storage'),
      TATAMI_EMBEDDED: '1',
    })
  })

  test('come from .env where the environment says nothing', ({ assert }) => {
    const lines = ['# ours', 'PORT=4000', "export APP_URL='https://crm.example.com' # public"]
    writeFileSync(join(root, '.env'), [...lines, 'HOST="localhost"', 'not a line'].join('\n'))
    const { env } = loadSettings({ root, env: { PORT: '5000' } })
    assert.containsSubset(env, {
      PORT: '5000',
      HOST: 'localhost',
      APP_URL: 'https://crm.example.com',
    })
  })

  test('keep the key that was made once', ({ assert }) => {
    const first = loadSettings({ root, env: {} }).env.APP_KEY
    assert.isAtLeast(first.length, 32)
    assert.equal(loadSettings({ root, env: {} }).env.APP_KEY, first)
    assert.equal(statSync(join(root, 'storage/app.key')).mode & 0o777, 0o600)

    const own = 'k'.repeat(32)
    assert.equal(loadSettings({ root, env: { APP_KEY: own } }).env.APP_KEY, own)
  })

  test('with a database of one’s own are not those of the demo', ({ assert }) => {
    const DATABASE_URL = 'postgres://tatami:secret@db.example.com/tatami'
    const settings = loadSettings({
      root,
      env: { DATABASE_URL, HOST: '0.0.0.0', TATAMI_EMBEDDED: '1' },
    })
    assert.isFalse(settings.embedded)
    assert.notProperty(settings.env, 'TATAMI_EMBEDDED')
    assert.equal(settings.env.DATABASE_URL, DATABASE_URL)
  })

  test('refuse {name}={value}')
    .with([
      { name: 'PORT', value: '80a', expected: 'a number from 1 to 65535' },
      { name: 'PORT', value: '70000', expected: 'a number from 1 to 65535' },
      { name: 'HOST', value: 'my host', expected: 'a host name or an address of this machine' },
      ...['proxy', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.5/8/8', '10.0.0.5 10.0.0.6'].map(
        (value) => ({
          name: 'TRUSTED_PROXIES',
          value,
          expected: 'addresses and networks such as 10.0.0.5, 192.168.1.0/24',
        })
      ),
      { name: 'APP_URL', value: 'crm', expected: 'an address such as https://crm.example.com' },
      {
        name: 'DATABASE_URL',
        value: 'mysql://localhost/x',
        expected: 'an address such as postgres://user:password@host:5432/database',
      },
      {
        name: 'DATABASE_URL',
        value: 'postgres://localhost',
        expected: 'an address such as postgres://user:password@host:5432/database',
      },
      {
        name: 'DATABASE_ROLES',
        value: 'My-Roles',
        expected: 'a name of lower-case letters, digits and _',
      },
      { name: 'DATABASE_POOL', value: '1', expected: 'a number from 2 to 100' },
      { name: 'REDIS_URL', value: 'localhost', expected: 'an address such as redis://host:6379' },
      {
        name: 'SMTP_URL',
        value: 'mail.example.com',
        expected: 'an address such as smtp://user:password@mail.example.com:587',
      },
      {
        name: 'MAIL_FROM',
        value: 'Acme',
        expected: 'an e-mail address such as Acme <no-reply@acme.example>',
      },
      { name: 'ADDONS_PATH', value: '/nowhere', expected: 'directories, separated by ":"' },
      { name: 'ADDONS_PATH', value: '/tmp:/nowhere', expected: 'directories, separated by ":"' },
      { name: 'WORKER', value: 'many', expected: 'inside or none' },
      { name: 'NODE_ENV', value: 'staging', expected: 'production, development, test' },
    ])
    .run(({ assert }, { name, value, expected }) => {
      const line = `${name}=${value} is not valid: expected ${expected}.`
      assert.deepEqual(faultsOf({ [name]: value }), [line])
    })

  test('take several directories with modules, from the checkout on', ({ assert }) => {
    mkdirSync(join(root, 'own'))
    const { env } = loadSettings({ root, env: { ADDONS_PATH: `own:${tmpdir()}` } })
    assert.equal(env.ADDONS_PATH, `${join(root, 'own')}:${tmpdir()}`)
  })

  test('take proxies by addresses and networks', ({ assert }) => {
    assert.deepEqual(faultsOf({ TRUSTED_PROXIES: '10.0.0.5,192.168.1.0/24, ::1, fd00::/8,' }), [])
  })

  test('ask for a sender where there is a mail server', ({ assert }) => {
    const SMTP_URL = 'smtp://mail.example.com'
    assert.deepEqual(faultsOf({ SMTP_URL }), [
      'MAIL_FROM is not set: mail from SMTP_URL needs a sender.',
    ])
    assert.deepEqual(faultsOf({ SMTP_URL, MAIL_FROM: 'Acme <no-reply@acme.example>' }), [])
  })

  test('show no password or key in a message', ({ assert }) => {
    const faults = faultsOf({
      APP_KEY: 'too short',
      DATABASE_URL: 'mysql://me:hunter2@localhost/x',
    })
    assert.deepEqual(faults, [
      'APP_KEY=(9 characters) is not valid: expected at least 32 characters.',
      'DATABASE_URL=mysql://me:***@localhost/x is not valid: expected an address such as ' +
        'postgres://user:password@host:5432/database.',
    ])
  })

  test('do not show the demo to other machines from {$self}')
    .with(['0.0.0.0', '::', '192.168.1.10', 'crm.example.com'])
    .run(({ assert }, host) => {
      const [line, ...others] = faultsOf({ HOST: host })
      assert.deepEqual(others, [])
      assert.match(line, /^HOST=\S+ would show the demo, whose passwords are published/)
    })
})

test.group('Settings at start', (group) => {
  let checkout: Checkout
  group.setup(async () => {
    checkout = await Checkout.make()
    return () => checkout.remove()
  })

  test('are refused with a line for each fault', async ({ assert }) => {
    const env = { PORT: 'x', LOG_LEVEL: 'loud' }
    for (const script of [['start.mjs'], ['ace.js', 'setup']]) {
      const { code, stdout, stderr } = await checkout.finish([machineNode, ...script], { env })
      assert.equal(code, 1)
      assert.equal(stdout, '')
      assert.deepEqual(stderr.trim().split('\n'), [
        'PORT=x is not valid: expected a number from 1 to 65535.',
        'LOG_LEVEL=loud is not valid: expected fatal, error, warn, info, debug, trace, silent.',
      ])
    }
  })

  test('that would publish the demo are refused', async ({ assert }) => {
    const { code, stderr } = await checkout.finish([machineNode, 'start.mjs'], {
      env: { HOST: '0.0.0.0' },
    })
    assert.equal(code, 1)
    assert.match(stderr, /^HOST=0\.0\.0\.0 would show the demo.*\n$/)
  })
})
