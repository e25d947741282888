import { test } from '@japa/runner'
import { asOwner, emptyDatabase, PASSWORD, TestTenant, type TestUser } from '#tests/support/tenants'
import { PostOffice } from '#tests/support/post_office'
import { Visitor, type Answer } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const NEW = 'annika@home.test'
const GOOD = 'a cold winter morning'

async function rows(sql: string, values: unknown[] = []) {
  return (await asOwner((owner) => owner.query(sql, values))).rows
}

/** Asks for another address, as a browser posts it. */
async function ask(by: Visitor, email = NEW, password = PASSWORD) {
  await by.get('/account/email')
  return by.post('/account/email?_method=PUT', { email, password })
}

test.group('One’s own e-mail address', (group) => {
  withWorker(group)
  let alpha: TestTenant
  let ann: TestUser
  let visitor: Visitor
  let office: PostOffice

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ann = await alpha.user('ann@alpha.test', ['crm.user'])
    visitor = await Visitor.of('ann@alpha.test')
    office = await PostOffice.open()
    return () => office.close()
  })

  const textTo = (email: string) =>
    office.mails.find(({ to }) => [to].flat()[0]?.text === email)?.text ?? ''

  /** Asks for an address and follows the link that goes there, up to the button. */
  async function followed(email = NEW): Promise<{ link: string; page: Answer }> {
    const already = office.mails.length
    await ask(visitor, email)
    await office.waitFor(already + 2)
    const link = office.linkTo(email)
    return { link, page: await visitor.get(link) }
  }

  test('a link goes to the new address and a notice to the old one; only the link changes anything', async ({
    assert,
  }) => {
    const asked = await ask(visitor, ` Annika@home.test`)
    assert.include(asked.text, `A link is on its way to ${NEW}`)
    await office.waitFor(2)
    assert.include(textTo('ann@alpha.test'), `with ${NEW} instead of this address`)
    assert.match(textTo('ann@alpha.test'), /\/account\/password\n/)
    const link = office.linkTo(NEW)
    const [kept] = await rows(`select hash, expires_at - now() > '23 hours'
      and expires_at - now() <= '24 hours' as day from identity.email_changes`)
    assert.isTrue(kept.day)
    assert.notInclude(link, kept.hash)

    assert.include((await visitor.get(link)).text, `sign in with ${NEW} instead of ann@alpha.test`)
    assert.equal((await new Visitor().logIn(NEW)).status, 422)
    const other = await Visitor.of('ann@alpha.test')
    const changed = await visitor.post(link)
    assert.equal(changed.path, '/account/email')
    assert.include(changed.text, 'Your e-mail address is changed')
    assert.include(changed.text, `You sign in with ${NEW}`)
    assert.equal((await other.get('/')).path, '/')
    assert.equal((await new Visitor().logIn(NEW)).path, '/')
    assert.equal((await new Visitor().logIn('ann@alpha.test')).status, 422)
    assert.equal((await visitor.get(link)).status, 404)
    assert.equal((await visitor.post(link)).status, 404)
  })

  test('it changes in every company that one belongs to, and each writes it down', async ({
    assert,
  }) => {
    const beta = await TestTenant.create('Beta')
    await beta.join(ann)
    const { link } = await followed()
    await visitor.post(link)
    assert.deepEqual(await rows('select distinct email from memberships where id = $1', [ann.id]), [
      { email: NEW },
    ])
    const entries = await rows(
      `select t.name, e.kind, e.channel, e.ip is not null as placed, c.before, c.after
       from audit_entries e join tenants t on t.id = e.tenant_id
       left join audit_changes c on c.tenant_id = e.tenant_id and c.entry_id = e.id
       where e.user_id = $1 and (e.kind = 'email_changed' or c.table_name = 'memberships')
       order by t.name, e.kind`,
      [ann.id]
    )
    const changes = { before: { email: 'ann@alpha.test' }, after: { email: NEW } }
    const none = { before: null, after: null }
    const common = { channel: 'screen', placed: true }
    assert.deepEqual(
      entries,
      ['Alpha', 'Beta'].flatMap((name) => [
        { name, kind: 'email_changed', ...common, ...none },
        { name, kind: 'write', ...common, ...changes },
      ])
    )
  })

  test('an address that another user has gets the same answer; its link says that it cannot be', async ({
    assert,
  }) => {
    await alpha.user('bo@alpha.test', ['crm.user'])
    const strip = ({ status, text }: Answer, email: string) => ({
      status,
      text: text.replaceAll(email, '').replaceAll(/(value|datetime|content)="[^"]*"|\d+:\d+/g, ''),
    })
    const free = strip(await ask(visitor), NEW)
    assert.deepEqual(strip(await ask(visitor, 'bo@alpha.test'), 'bo@alpha.test'), free)
    await office.waitFor(4)
    const link = office.linkTo('bo@alpha.test')
    const page = await visitor.get(link)
    assert.equal(page.status, 200)
    const refused = await visitor.post(link)
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'Another account has this address')
    assert.include(refused.text, 'You sign in with ann@alpha.test')
    assert.equal((await visitor.post(link)).status, 404)
    assert.equal((await new Visitor().logIn('bo@alpha.test')).path, '/')
  })

  test('the link is for its user alone, who may sign in to follow it', async ({ assert }) => {
    await alpha.user('bo@alpha.test', ['crm.user'])
    const { link } = await followed()
    const bo = await Visitor.of('bo@alpha.test')
    assert.equal((await bo.get(link)).status, 404)
    assert.equal((await bo.post(link)).status, 404)
    const elsewhere = new Visitor()
    assert.equal((await elsewhere.get(link)).path, '/login')
    const page = await elsewhere.post('/login', { email: 'ann@alpha.test', password: PASSWORD })
    assert.equal(page.path, link)
    assert.include((await elsewhere.post(link)).text, 'Your e-mail address is changed')
  })

  test('used several times at once it works once', async ({ assert }) => {
    const { link } = await followed()
    const answers = await Promise.all([1, 2, 3].map(() => visitor.post(link)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404, 404])
  })

  test('a later wish, taking it back, a new password and a day end it', async ({ assert }) => {
    const { link: first } = await followed()
    const { link: second, page } = await followed('ann@home.test')
    assert.equal(page.status, 200)
    assert.equal((await visitor.get(first)).status, 404)
    await visitor.get('/account/email')
    const back = await visitor.post('/account/email?_method=DELETE')
    assert.include(back.text, 'Your address stays as it is')
    assert.equal((await visitor.post(second)).status, 404)

    const { link: third } = await followed()
    await visitor.get('/account/password')
    await visitor.post('/account/password?_method=PUT', {
      current: PASSWORD,
      password: GOOD,
      confirmation: GOOD,
    })
    assert.equal((await visitor.post(third)).status, 404)

    await ask(visitor, NEW, GOOD)
    await office.waitFor(8)
    await asOwner((owner) => owner.query('update identity.email_changes set expires_at = now()'))
    assert.equal((await visitor.post(office.linkTo(NEW))).status, 404)
    assert.deepEqual(await rows('select email from identity.users where id = $1', [ann.id]), [
      { email: 'ann@alpha.test' },
    ])
  })

  test('an administrator who changes it, or deactivates the user, ends it as well', async ({
    assert,
  }) => {
    const { link } = await followed()
    await asOwner((owner) =>
      owner.query(`update memberships set email = 'a@alpha.test' where id = $1`, [ann.id])
    )
    assert.equal((await visitor.post(link)).status, 404)
    assert.lengthOf(await rows('select from identity.email_changes'), 1)
    await asOwner((owner) =>
      owner.query('update memberships set active = false where id = $1', [ann.id])
    )
    assert.lengthOf(await rows('select from identity.email_changes'), 0)
  })

  test('the password is asked, and what is no new address is refused', async ({ assert }) => {
    const wrong = await ask(visitor, NEW, 'not-the-password')
    assert.equal(wrong.status, 422)
    assert.include(wrong.text, 'This is not your password')
    assert.include(wrong.text, `value="${NEW}"`)
    for (const [email, says] of [
      ['nobody', 'This is not an e-mail address'],
      ['Ann@alpha.test', 'This is your address already'],
    ] as const) {
      const answer = await ask(visitor, email)
      assert.equal(answer.status, 422)
      assert.include(answer.text, says)
    }
    for (let time = 0; time < 9; time++) await ask(visitor, NEW, 'not-the-password')
    const late = await ask(visitor)
    assert.equal(late.status, 429)
    assert.include(late.text, 'Too many attempts')
    assert.lengthOf(await rows('select from identity.email_changes'), 0)
  })

  test('nobody fills the mailboxes of others', async ({ assert }) => {
    for (let time = 0; time < 5; time++) {
      assert.equal((await ask(visitor, `mailbox-${time}@home.test`)).status, 200)
    }
    const answer = await ask(visitor, 'mailbox-5@home.test')
    assert.equal(answer.status, 429)
    assert.include(answer.text, 'You have asked for five links')
  })

  test('without a mail server the administrator is named', async ({ assert }) => {
    delete process.env.SMTP_URL
    assert.include((await visitor.get('/account/email')).text, 'This server sends no mail')
    assert.equal((await ask(visitor)).status, 422)
    assert.lengthOf(await rows('select from identity.email_changes'), 0)
  })
})
