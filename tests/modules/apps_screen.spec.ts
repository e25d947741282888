import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { asOwner, emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

test.group('Apps', (group) => {
  let tenant: TestTenant

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('root@alpha.test', ['base.administrator'])
    await tenant.user('admin@alpha.test', ['base.administrator'])
    await tenant.user('sales@alpha.test', ['crm.user'])
    await asOwner((owner) =>
      owner.query(
        `update identity.users set is_platform_administrator = true where email = 'root@alpha.test'`
      )
    )
    return async () => {
      const operator = await app.container.make('operator')
      const modules = await app.container.make('modules')
      const found = (await modules.list()).find(({ name }) => name === 'integrations')
      if (found?.state === 'disabled') {
        await operator.perform([{ kind: 'enable', module: 'integrations' }])
      }
      if (found?.state === 'archived') {
        await operator.perform([{ kind: 'restore', module: 'integrations' }])
      }
      await modules.follow()
      await emptyDatabase()
    }
  })

  test('are there for platform administrators alone', async ({ assert }) => {
    const root = await Visitor.of('root@alpha.test')
    const list = await root.get('/apps')
    assert.equal(list.status, 200)
    assert.equal(list.path, '/base/apps')
    assert.include(list.text, 'GoHighLevel')
    for (const path of ['', '/history', '/modules/crm', '/plans/new']) {
      const { status, text } = await root.get(`/base/apps${path}`)
      assert.equal(status, 200, path)
      assert.include(text, 'aria-label="My activities, none due"', path)
      assert.include(text, 'aria-label="Notifications, none unread"', path)
    }
    const admin = await Visitor.of('admin@alpha.test')
    for (const path of ['', '/history', '/modules/crm', '/plans/1']) {
      assert.equal((await admin.get(`/base/apps${path}`)).status, 404, path)
    }
    await admin.get('/')
    const refused = [
      admin.post('/base/apps/plans', { 'operations[integrations]': 'disable' }),
      admin.post('/base/apps/executions', { digest: 'a' }),
      admin.post('/base/apps/list'),
    ]
    for (const answer of await Promise.all(refused)) assert.equal(answer.status, 404)
  })

  test('lead to the settings of a module', async ({ assert }) => {
    const root = await Visitor.of('root@alpha.test')
    const { text } = await root.get('/base/apps/modules/integrations')
    assert.include(text, 'href="/integrations/connections"')
  })

  test('show what a module owns', async ({ assert }) => {
    const root = await Visitor.of('root@alpha.test')
    const { text } = await root.get('/base/apps/modules/crm')
    for (const owned of [
      'crm_contacts',
      'CRM › Contacts',
      'Sales (crm.user)',
      'Integrations',
      'Sales › Deals won',
      'Won by month (deals)',
      'Company overview (companies)',
    ]) {
      assert.include(text, owned)
    }
    assert.equal((await root.get('/base/apps/modules/nothing')).status, 404)
  })

  test('are planned, seen and then changed exactly so', async ({ assert }) => {
    const root = await Visitor.of('root@alpha.test')
    await root.get('/base/apps/modules/integrations')
    const plan = await root.post('/base/apps/plans', { 'operations[integrations]': 'uninstall' })
    assert.match(plan.path, /^\/base\/apps\/plans\/\d+$/)
    assert.include(plan.text, 'Uninstall Integrations')
    assert.include(plan.text, 'alter table public.&quot;integrations_links&quot; set schema')
    assert.include(plan.text, 'Exclusive, short')
    const [, digest] = /name="digest" value="([0-9a-f]{32})"/.exec(plan.text)!
    assert.equal((await root.get('/integrations/events')).status, 200)
    await root.get(plan.path)
    const done = await root.post('/base/apps/executions', { digest: digest! })
    assert.equal(done.path, '/base/apps')
    assert.include(done.text, 'Done, exactly as planned.')
    assert.equal((await root.get('/integrations/events')).status, 404)

    await root.get('/base/apps')
    const again = await root.post('/base/apps/executions', { digest: digest!, plan: '1' })
    assert.include(again.text, 'Nothing was changed.')
    const history = await root.get('/base/apps/history')
    assert.include(history.text, 'Uninstall Integrations')
    assert.include(history.text, 'Root Tester')

    const page = await root.get('/base/apps/modules/integrations')
    assert.include(page.text, 'Archives')
    const back = await root.post('/base/apps/plans', { 'operations[integrations]': 'restore' })
    const [, second] = /name="digest" value="([0-9a-f]{32})"/.exec(back.text)!
    await root.post('/base/apps/executions', { digest: second! })
    assert.equal((await root.get('/integrations/events')).status, 200)
    const audit = await root.get('/base/audit?kind=module_changed')
    assert.include(audit.text, 'Uninstalled the app Integrations, by Root Tester')
    assert.include(audit.text, 'Brought back the app Integrations, by Root Tester')
  })

  test('say what stands against a plan, and offer what belongs together', async ({ assert }) => {
    const root = await Visitor.of('root@alpha.test')
    await root.get('/base/apps')
    const plan = await root.post('/base/apps/plans', { 'operations[crm]': 'disable' })
    assert.include(plan.text, 'integrations depends on crm: integrations has to be disabled, too')
    assert.notInclude(plan.text, 'name="digest"')
    assert.include(plan.text, 'Plan for all of these')
    assert.notInclude(plan.text, 'id="run"')
  })

  test('are planned several at once, what is chosen for each', async ({ assert }) => {
    const root = await Visitor.of('root@alpha.test')
    const { text } = await root.get('/base/apps/plans/new')
    for (const name of ['base', 'crm', 'integrations']) {
      assert.include(text, `name="operations[${name}]"`)
    }
    const asked = {
      'operations[base]': '',
      'operations[crm]': 'disable',
      'operations[integrations]': 'uninstall',
    }
    const plan = await root.post('/base/apps/plans', asked)
    assert.include(plan.text, 'Uninstall Integrations; Switch off CRM')
    assert.include(plan.text, 'name="digest"')
    for (const kind of ['', 'explode']) {
      await root.get('/base/apps')
      const answer = await root.post('/base/apps/plans', { 'operations[crm]': kind })
      assert.equal(answer.status, 404, kind)
    }
  })

  test('say it in the language of who reads, whoever has planned', async ({ assert }) => {
    await speak('de', 'root@alpha.test')
    try {
      const root = await Visitor.of('root@alpha.test')
      await root.get('/base/apps')
      const plan = await root.post('/base/apps/plans', { 'operations[crm]': 'disable' })
      assert.include(plan.text, 'integrations braucht crm: integrations muss mit abgeschaltet')
      for (const word of ['Kontakte (Liste)', 'CRM › Kontakte', ': Kontakte lesen']) {
        assert.include(plan.text, word)
      }
      const late = { digest: 'a', plan: plan.path.split('/').at(-1)! }
      const refused = await root.post('/base/apps/executions', late)
      assert.include(refused.text, 'Kein Plan a wartet auf die Ausführung')
      await speak('en', 'root@alpha.test')
      const { text } = await root.get(plan.path)
      assert.include(text, 'integrations depends on crm: integrations has to be disabled, too')
    } finally {
      await speak('en', 'root@alpha.test')
    }
  })

  test('say in the language of who asks that somebody else is at it', async ({ assert }) => {
    await speak('de', 'root@alpha.test')
    try {
      const root = await Visitor.of('root@alpha.test')
      await root.get('/base/apps')
      const { status, text } = await asOwner(async (owner) => {
        await owner.query('select pg_advisory_lock(918273645)')
        return root.post('/base/apps/plans', { 'operations[crm]': 'disable' })
      })
      assert.equal(status, 409)
      assert.include(text, 'Ein anderer Eingriff an Modulen ist im Gang')
    } finally {
      await speak('en', 'root@alpha.test')
    }
  })

  test('know what numbers of archives are', async ({ assert }) => {
    const root = await Visitor.of('root@alpha.test')
    const planned = async (archive: string) => {
      await root.get('/base/apps')
      const asked = { 'operations[integrations]': 'purge', archive }
      return root.post('/base/apps/plans', asked)
    }
    for (const number of ['1.5', '-1', 'latest']) {
      assert.equal((await planned(number)).status, 404, number)
    }
    assert.include((await planned('9'.repeat(20))).text, 'there is no archive of integrations')
  })

  test('are within reach of who can bring them back when nothing else is there', async ({
    assert,
  }) => {
    await tenant.user('bare@alpha.test', [])
    const bare = await Visitor.of('bare@alpha.test')
    const { text } = await bare.get('/')
    assert.include(text, 'Ask your administrator')
    assert.notInclude(text, 'href="/base/apps"')
    await asOwner((owner) =>
      owner.query(
        `update identity.users set is_platform_administrator = true where email = 'bare@alpha.test'`
      )
    )
    assert.include((await bare.get('/')).text, 'href="/base/apps"')
  })

  test('are switched off and on for a tenant by its administrators', async ({ assert }) => {
    const sales = await Visitor.of('sales@alpha.test')
    assert.equal((await sales.get('/base/tenant-apps')).status, 404)
    const admin = await Visitor.of('admin@alpha.test')
    const list = await admin.get('/base/tenant-apps')
    assert.include(list.text, 'Switch off Integrations')
    assert.notInclude(list.text, 'Switch off Base')
    const put = (name: string, active: string) =>
      admin.post(`/base/tenant-apps/${name}?_method=PUT`, { active })
    await put('integrations', '0')
    const audit = await admin.get('/base/audit?kind=module_changed')
    assert.include(audit.text, 'Switched off the app Integrations')
    await admin.get('/base/tenant-apps')
    assert.equal((await admin.get('/integrations/events')).status, 404)
    await admin.get('/base/tenant-apps')
    assert.equal((await put('base', '0')).status, 404)
    await admin.get('/base/tenant-apps')
    await put('integrations', '1')
    assert.equal((await admin.get('/integrations/events')).status, 200)
  })
})
