import { test } from '@japa/runner'
import { composeLetter, paragraph, passwordLetter } from '#app/addon'
import { Registry } from '#app/modules/registry'
import { after, extendLetter, remove } from '#app/views/extension'
import { invitationLetter } from '#modules/base/letters/invitation'
import { rightsModule } from '#tests/support/access/registry'
import { PostOffice } from '#tests/support/post_office'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const extensions = [
  extendLetter(
    invitationLetter,
    after('text', { parking: paragraph(({ name }) => `${name}, park behind the <house>.`) })
  ),
  extendLetter(passwordLetter, remove('note')),
]

test.group('Letters', (group) => {
  withWorker(group)
  let office: PostOffice
  let alpha: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    office = await PostOffice.open()
    const before = Registry.current
    const file = { by: 'test', module: 'base', file: 'extends/base/letters.ts', extensions }
    Registry.swap(new Registry([...before.modules, { ...rightsModule([]), extensions: [file] }]))
    alpha = await TestTenant.create('Alpha')
    return async () => {
      Registry.swap(before)
      await office.close()
      await emptyDatabase()
    }
  })

  test('say what other modules add, in their place', async ({ assert }) => {
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const admin = await Visitor.of('ada@alpha.test')
    await admin.get('/base/invitations/new')
    await admin.post('/base/invitations', { name: 'Nia', email: 'nia@alpha.test' })
    await office.waitFor(1)
    const { text, html } = office.mails[0]!
    assert.match(
      text!,
      /invites you[^]*Nia, park behind the <house>\.[^]*Accept the invitation:\nhttp/
    )
    assert.include(html || '', 'Nia, park behind the &lt;house&gt;.')
    assert.isEmpty(Registry.current.faults)
  })

  test('leave out what other modules take away', async ({ assert }) => {
    const about = { name: 'Ada', path: '/passwords/x' }
    const to = { to: 'ada@alpha.test', language: 'en' }
    const { parts } = await composeLetter(passwordLetter, about, { ...to, tenantId: alpha.id })
    assert.deepEqual(
      parts.map(({ as }) => as),
      ['paragraph', 'paragraph', 'action']
    )
  })

  test('an invitation is written in the language of the tenant', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query(`update tenants set language = 'de' where id = $1`, [alpha.id])
    )
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const admin = await Visitor.of('ada@alpha.test')
    await admin.get('/base/invitations/new')
    await admin.post('/base/invitations', { name: 'Nia', email: 'nia@alpha.test' })
    await office.waitFor(1)
    assert.equal(office.mails[0]!.subject, 'Einladung zu Alpha')
    assert.include(office.mails[0]!.html || '', '<html lang="de">')
  })
})
