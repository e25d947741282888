import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import type { BaseCommand } from '@adonisjs/core/ace'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const ADA = ['Acme', '--email', 'Ada@acme.test', '--name', 'Ada Quist']

/** Runs the command and gives back what it said, with its exit code. */
async function run(name: string, args: string[]) {
  ace.ui.switchMode('raw')
  const command: BaseCommand = await ace.exec(name, args)
  const lines = command.logger.getLogs().map(({ message }) => message)
  ace.ui.switchMode('normal')
  const link = lines.map((line) => /\/password\/[A-Za-z0-9_-]{43}$/.exec(line)?.[0]).find(Boolean)
  return { lines, link: link ?? '', exitCode: command.exitCode }
}

async function rows(sql: string) {
  return (await asOwner((owner) => owner.query(sql))).rows
}

test.group('The first administrator', (group) => {
  group.each.setup(() => emptyDatabase())

  test('sets a password by the link, once, and administers all', async ({ assert }) => {
    const { link, exitCode } = await run('tenant:create', ADA)
    assert.notEqual(exitCode, 1)
    const visitor = new Visitor()
    assert.include((await visitor.get(link)).text, 'ada@acme.test')
    const password = 'a cold winter morning'
    const set = await visitor.post(link, { password, confirmation: password })
    assert.equal(set.path, '/login?reason=password-set')
    assert.include(set.text, 'Your password is set')
    assert.equal((await visitor.get(link)).status, 404)
    const home = await visitor.logIn('ada@acme.test', password)
    assert.equal(home.path, '/')
    assert.include(home.text, 'Acme')
    const [user] = await rows('select is_platform_administrator as platform from identity.users')
    assert.isTrue(user.platform)
    assert.deepEqual(await rows('select group_name from membership_groups'), [
      { group_name: 'base.administrator' },
    ])
    assert.deepEqual(await rows('select name from locations'), [{ name: 'Head office' }])
  })

  test('only the first user of all administers the platform', async ({ assert }) => {
    await run('tenant:create', ADA)
    await run('tenant:create', ['Beta', '--email', 'bo@beta.test', '--name', 'Bo'])
    assert.deepEqual(
      await rows(
        'select email, is_platform_administrator as platform from identity.users order by email'
      ),
      [
        { email: 'ada@acme.test', platform: true },
        { email: 'bo@beta.test', platform: false },
      ]
    )
  })

  test('who has a password keeps it', async ({ assert }) => {
    const tenant = await TestTenant.create('Alpha')
    await tenant.user('ann@alpha.test', ['crm.user'])
    const { link, lines } = await run('tenant:create', [
      'Beta',
      '--email',
      'ann@alpha.test',
      '--name',
      'Somebody',
    ])
    assert.equal(link, '')
    assert.match(lines.join('\n'), /log in with the password that they have/)
    assert.equal((await new Visitor().logIn('ann@alpha.test')).path, '/')
    assert.lengthOf(await rows('select 1 from memberships'), 2)
  })

  test('an operator makes a link for who has forgotten their password', async ({ assert }) => {
    await run('tenant:create', ADA)
    const { link } = await run('user:password', ['Ada@acme.test'])
    assert.equal((await new Visitor().get(link)).status, 200)
    const { exitCode, lines } = await run('user:password', ['nobody@acme.test'])
    assert.equal(exitCode, 1)
    assert.match(lines.join(), /Nobody can sign in/)
  })

  test('nothing is made of what is wrong', async ({ assert }) => {
    for (const [args, says] of [
      [['Acme'], /--email and --name are needed/],
      [['Acme', '--email', 'ada', '--name', 'Ada'], /"ada" is not an e-mail address/],
      [[...ADA, '--time-zone', 'Mars/North'], /"Mars\/North" is not a time zone/],
      [[...ADA, '--currency', 'pebbles'], /"pebbles" is not a currency/],
    ] as const) {
      const { lines, exitCode } = await run('tenant:create', [...args])
      assert.equal(exitCode, 1)
      assert.match(lines.join('\n'), says)
    }
    assert.lengthOf(await rows('select 1 from tenants'), 0)
  })

  test('setup says that nobody can log in, until somebody can', async ({ assert }) => {
    const says = /Nobody can log in yet/
    assert.match((await run('setup', [])).lines.join('\n'), says)
    await run('tenant:create', ADA)
    assert.notMatch((await run('setup', [])).lines.join('\n'), says)
  })
})

test.group('A link to set a password', (group) => {
  let link: string
  group.each.setup(async () => {
    await emptyDatabase()
    link = (await run('tenant:create', ADA)).link
  })

  test('refuses {title}')
    .with([
      { title: 'what is short', password: 'eleven char', says: /too short: 12/ },
      { title: 'what many people use', password: 'qwertyuiop123', says: /Many people use/ },
      { title: 'the own name', password: 'adaquist@acme1', says: /made of your name/ },
    ])
    .run(async ({ assert }, { password, says }) => {
      const visitor = new Visitor()
      await visitor.get(link)
      const answer = await visitor.post(link, { password, confirmation: password })
      assert.equal(answer.status, 422)
      assert.match(answer.text, says)
      assert.deepEqual(await rows('select password from identity.users'), [{ password: null }])
    })

  test('refuses what was typed differently', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get(link)
    const fields = { password: 'a cold winter morning', confirmation: 'a cold winter evening' }
    const answer = await visitor.post(link, fields)
    assert.equal(answer.status, 422)
    assert.match(answer.text, /not the same/)
  })

  test('ends after seven days, and is worth nothing to who reads the table', async ({ assert }) => {
    const [{ hash }] = await rows('select hash from identity.password_tokens')
    assert.notInclude(link, hash)
    const visitor = new Visitor()
    assert.equal((await visitor.get(`/password/${hash}`)).status, 404)
    await visitor.get(link)
    await asOwner((owner) =>
      owner.query(`update identity.password_tokens set expires_at = now() - interval '1 second'`)
    )
    const password = 'a cold winter morning'
    assert.equal((await visitor.post(link, { password, confirmation: password })).status, 404)
    assert.equal((await visitor.get(link)).status, 404)
  })

  test('tells no other site where one came from, and is kept in no cache', async ({ assert }) => {
    const { headers } = await new Visitor().get(link)
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('cache-control'), 'no-store')
  })

  test('used twice at once sets one password', async ({ assert }) => {
    const visitors = [new Visitor(), new Visitor(), new Visitor()]
    for (const visitor of visitors) await visitor.get(link)
    const answers = await Promise.all(
      visitors.map((visitor, index) => {
        const password = `a cold winter morning ${index}`
        return visitor.post(link, { password, confirmation: password })
      })
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404, 404])
  })
})
