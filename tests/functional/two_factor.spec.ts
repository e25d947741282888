import { test } from '@japa/runner'
import { TOTP } from 'otpauth'
import { asOwner, emptyDatabase, PASSWORD, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const EMAIL = 'ann@alpha.test'
const owner = (text: string, values: unknown[] = []) =>
  asOwner((client) => client.query(text, values))

/** The code of a step: 0 is the present one. A step lasts half a minute. */
function codeAt(secret: string, step = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + step * 30_000 })
}

/** Lets the codes that were used count again, as if half a minute had gone by. */
const nextStep = () => owner('update identity.two_factor set last_step = 0')

/** As Japanese keyboards type letters and digits. */
const wide = (text: string) =>
  text.replaceAll(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))

/**
 * Sets the second step up as a person does, with a code of the app that there is if there is one, and
 * returns the secret, the recovery codes, and the code of the app that was used.
 */
async function setUp(visitor: Visitor, shown = '') {
  await visitor.get('/account/security')
  const asked = await visitor.post('/account/two-factor', { password: PASSWORD, code: shown })
  const secret = /<code class="secret">([A-Z2-7 ]+)</.exec(asked.text)![1]!.replaceAll(' ', '')
  const used = codeAt(secret)
  const done = await visitor.post('/account/two-factor?_method=PUT', { code: used })
  const codes = [...done.text.matchAll(/<li><code>([A-Z2-7-]+)</g)].map(([, code]) => code!)
  return { secret, codes, used }
}

async function atSecondStep(remember?: '1'): Promise<Visitor> {
  const visitor = new Visitor()
  const answer = await visitor.logIn(EMAIL, PASSWORD, remember ? { remember } : {})
  if (answer.path !== '/login/code') throw new Error(`led to ${answer.path}`)
  return visitor
}

const enter = (visitor: Visitor, fields: Record<string, string>) =>
  visitor.post('/login/code', fields)

test.group('Second step', (group) => {
  let ann: Visitor
  let secret: string
  let codes: string[]
  let used: string

  group.each.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user(EMAIL, ['crm.user'])
    ann = new Visitor()
    await ann.logIn(EMAIL)
    ;({ secret, codes, used } = await setUp(ann))
  })

  test('is set up with a QR code, a first code and ten recovery codes', async ({ assert }) => {
    assert.lengthOf(codes, 10)
    assert.lengthOf(new Set(codes), 10)
    const page = await ann.get('/account/security')
    assert.include(page.text, '10 recovery codes are left')
    assert.notInclude(page.text, secret)
    assert.notInclude(page.text, codes[0]!)
    const { rows } = await owner(`select f::text || (select string_agg(c::text, '')
      from identity.recovery_codes c) as all from identity.two_factor f`)
    assert.notInclude(rows[0].all, secret)
    assert.notInclude(rows[0].all, codes[0]!)
  })

  test('asks for a code after the password', async ({ assert }) => {
    await nextStep()
    const visitor = await atSecondStep()
    assert.equal((await visitor.get('/crm/contacts')).path, '/login')
    const before = visitor.cookies.get('tatami')
    const answer = await enter(visitor, { code: codeAt(secret) })
    assert.equal(answer.path, '/crm/contacts')
    assert.equal(answer.status, 200)
    assert.notEqual(visitor.cookies.get('tatami'), before)
  })

  test('takes a code once, also when two come at once, and the clock’s neighbours', async ({
    assert,
  }) => {
    const replay = await enter(await atSecondStep(), { code: used })
    assert.equal(replay.status, 422)
    await nextStep()
    const visitors = await Promise.all([atSecondStep(), atSecondStep(), atSecondStep()])
    const code = codeAt(secret)
    const answers = await Promise.all(visitors.map((visitor) => enter(visitor, { code })))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422, 422])
    assert.equal((await enter(await atSecondStep(), { code: codeAt(secret, 1) })).status, 200)
    for (const step of [-3, 3]) {
      const answer = await enter(await atSecondStep(), { code: codeAt(secret, step) })
      assert.equal(answer.status, 422)
    }
  })

  test('stops guessing after ten tries', async ({ assert }) => {
    await nextStep()
    const visitor = await atSecondStep()
    const statuses: number[] = []
    for (let index = 0; index < 11; index++) {
      statuses.push((await enter(visitor, { code: '000000' })).status)
    }
    assert.deepEqual(new Set(statuses.slice(0, 10)), new Set([422]))
    assert.equal(statuses[10], 429)
    assert.equal((await enter(visitor, { code: codeAt(secret) })).status, 429)
    assert.equal((await enter(visitor, { recovery: codes[0]! })).status, 429)
  })

  test('takes each recovery code once', async ({ assert }) => {
    assert.equal((await enter(await atSecondStep(), { recovery: codes[0]! })).status, 200)
    assert.equal((await enter(await atSecondStep(), { recovery: codes[0]! })).status, 422)
    const typed = codes[1]!.toLowerCase().replaceAll('-', ' ')
    assert.equal((await enter(await atSecondStep(), { recovery: typed })).status, 200)
    assert.equal((await enter(await atSecondStep(), { recovery: 'AAAA' })).status, 422)
  })

  test('takes codes as they are typed', async ({ assert }) => {
    await nextStep()
    const code = wide(codeAt(secret))
    assert.equal((await enter(await atSecondStep(), { code })).status, 200)
    await nextStep()
    const grouped = codeAt(secret).replace(/(...)/, '$1-')
    assert.equal((await enter(await atSecondStep(), { code: grouped })).status, 200)
    const alike = codes[0]!.replaceAll('O', '0').replaceAll('I', '1').replaceAll('B', '8')
    assert.equal((await enter(await atSecondStep(), { recovery: wide(alike) })).status, 200)
  })

  test('moves to another app, and the one before works until then', async ({ assert }) => {
    await nextStep()
    const refused = await ann.post('/account/two-factor', { password: PASSWORD, code: '000000' })
    assert.equal(refused.status, 422)
    assert.notInclude(refused.text, 'class="secret"')
    const asked = await ann.post('/account/two-factor', {
      password: PASSWORD,
      code: codeAt(secret),
    })
    assert.include(asked.text, 'class="secret"')
    await nextStep()
    const elsewhere = await atSecondStep()
    assert.equal((await enter(elsewhere, { code: codeAt(secret) })).status, 200)
    assert.notInclude((await elsewhere.get('/account/security')).text, 'class="secret"')

    await nextStep()
    const moved = await setUp(ann, codeAt(secret))
    assert.lengthOf(moved.codes, 10)
    assert.equal((await elsewhere.get('/')).path, '/login')
    await nextStep()
    assert.equal((await enter(await atSecondStep(), { code: codeAt(secret) })).status, 422)
    assert.equal((await enter(await atSecondStep(), { recovery: codes[0]! })).status, 422)
    assert.equal((await enter(await atSecondStep(), { code: codeAt(moved.secret) })).status, 200)
  })

  test('a recovery code does where the phone is gone, also where everybody needs it', async ({
    assert,
  }) => {
    await owner('update tenants set requires_two_factor = true')
    const moved = await setUp(ann, codes[0])
    assert.lengthOf(moved.codes, 10)
    const renewed = await ann.post('/account/recovery-codes', { code: moved.codes[0]! })
    assert.equal(renewed.status, 200)
    const [fresh] = /[A-Z2-7]{4}(-[A-Z2-7]{4}){3}/.exec(renewed.text)!
    await owner('update tenants set requires_two_factor = false')
    const off = { password: PASSWORD, code: fresh }
    assert.equal((await ann.post('/account/two-factor?_method=DELETE', off)).status, 200)
    assert.equal((await new Visitor().logIn(EMAIL)).path, '/')
    const { rows } = await owner(
      `select kind, details ->> 'change' as change from audit_entries
       where kind in ('two_factor_changed', 'recovery_code_used') order by number`
    )
    assert.deepEqual(
      rows.map(({ kind, change }) => change ?? kind),
      [
        ...['on', 'recovery_code_used', 'replaced', 'recovery_code_used', 'recovery codes'],
        ...['recovery_code_used', 'off'],
      ]
    )
  })

  test('has one address, also where the answer to a form is asked for again', async ({
    assert,
  }) => {
    for (const path of ['/account/two-factor', '/account/recovery-codes']) {
      assert.equal((await ann.get(path)).path, '/account/security')
    }
  })

  test('is asked before a log-in is remembered', async ({ assert }) => {
    await nextStep()
    const visitor = await atSecondStep('1')
    const remembered = () =>
      owner('select count(*)::int as count from identity.remember_me_tokens').then(
        ({ rows }) => rows[0].count as number
      )
    assert.equal(await remembered(), 0)
    await enter(visitor, { code: codeAt(secret) })
    assert.equal(await remembered(), 1)
    visitor.forget('tatami')
    assert.equal((await visitor.get('/crm/contacts')).path, '/crm/contacts')
  })

  test('ends other sessions and remembered log-ins when it is turned on', async ({ assert }) => {
    await owner('delete from identity.two_factor')
    const other = new Visitor()
    await other.logIn(EMAIL, PASSWORD, { remember: '1' })
    await setUp(ann)
    assert.equal((await other.get('/')).path, '/login')
    assert.equal((await ann.get('/')).path, '/')
  })

  test('is turned off with password and code only', async ({ assert }) => {
    await nextStep()
    const off = (password: string, code: string) =>
      ann.post('/account/two-factor?_method=DELETE', { password, code })
    assert.equal((await off('wrong', codeAt(secret))).status, 422)
    assert.equal((await off(PASSWORD, '000000')).status, 422)
    assert.equal((await off(PASSWORD, '')).status, 422)
    assert.equal((await off(PASSWORD, codeAt(secret))).status, 200)
    const visitor = new Visitor()
    assert.equal((await visitor.logIn(EMAIL)).path, '/')
  })

  test('needs the password to be set up', async ({ assert }) => {
    await owner('delete from identity.two_factor')
    await ann.get('/account/security')
    const answer = await ann.post('/account/two-factor', { password: 'wrong' })
    assert.equal(answer.status, 422)
    assert.notInclude(answer.text, 'class="secret"')
  })

  test('gives new recovery codes for a code, and the old ones end', async ({ assert }) => {
    await nextStep()
    const answer = await ann.post('/account/recovery-codes', { code: codeAt(secret) })
    assert.equal(answer.status, 200)
    const [fresh] = /[A-Z2-7]{4}(-[A-Z2-7]{4}){3}/.exec(answer.text)!
    assert.equal((await enter(await atSecondStep(), { recovery: codes[0]! })).status, 422)
    assert.equal((await enter(await atSecondStep(), { recovery: fresh })).status, 200)
    assert.equal((await ann.post('/account/recovery-codes', { code: '000000' })).status, 422)
  })

  test('lets nobody in who was deactivated between password and code', async ({ assert }) => {
    await nextStep()
    const visitor = await atSecondStep()
    await owner('update identity.users set active = false')
    assert.equal((await enter(visitor, { code: codeAt(secret) })).path, '/login')
  })

  test('is needed by everybody where the tenant asks for it', async ({ assert }) => {
    await owner('delete from identity.two_factor')
    await owner('update tenants set requires_two_factor = true')
    for (const path of ['/', '/crm/contacts', '/account/tokens']) {
      const answer = await ann.get(path)
      assert.equal(answer.path, '/account/security')
      assert.include(answer.text, 'Your company asks everybody')
    }
    const made = await ann.post('/crm/contacts', { firstName: 'Ada' })
    assert.equal(made.path, '/account/security')
    assert.lengthOf((await owner('select 1 from crm_contacts')).rows, 0)
    await setUp(ann)
    assert.equal((await ann.get('/crm/contacts')).path, '/crm/contacts')
    await nextStep()
    const off = await ann.post('/account/two-factor?_method=DELETE', {
      password: PASSWORD,
      code: codeAt(secret),
    })
    assert.equal(off.status, 403)
  })

  test('is demanded by administrators of the tenant, and by nobody else', async ({ assert }) => {
    const demanded = async () => (await owner('select requires_two_factor as is from tenants')).rows
    const put = (visitor: Visitor, fields: Record<string, string>) =>
      visitor.post('/base/two-factor?_method=PUT', fields)
    assert.equal((await ann.get('/base/two-factor')).status, 404)
    assert.equal((await put(ann, { demanded: '1' })).status, 404)
    assert.deepEqual(await demanded(), [{ is: false }])
    await owner(`insert into membership_groups (tenant_id, user_id, group_name)
      select tenant_id, id, 'base.administrator' from memberships`)
    assert.include((await ann.get('/base/two-factor')).text, '1 of 1 user has set it up')
    await put(ann, { demanded: '1' })
    assert.deepEqual(await demanded(), [{ is: true }])
    await put(ann, {})
    assert.deepEqual(await demanded(), [{ is: false }])
  })

  test('cannot be passed by another user’s code', async ({ assert }) => {
    await nextStep()
    const beta = await TestTenant.create('Beta')
    await beta.user('bob@beta.test', ['crm.user'])
    const bob = new Visitor()
    await bob.logIn('bob@beta.test')
    const other = await setUp(bob)
    await nextStep()
    const visitor = await atSecondStep()
    assert.equal((await enter(visitor, { code: codeAt(other.secret) })).status, 422)
    assert.equal((await enter(visitor, { recovery: other.codes[0]! })).status, 422)
  })
})
