import { test } from '@japa/runner'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Checkout, machineNode } from './support/checkout.ts'
import { isRoot, ordinaryUser, withoutPostgresUser } from './support/machine.ts'
import { processesLeftIn } from './support/processes.ts'

test.group('Who runs PostgreSQL', (group) => {
  group.tap((each) => each.skip(!isRoot, 'needs root'))
  let checkout: Checkout

  test('root without a postgres user runs it as nobody', async ({ assert, cleanup }) => {
    checkout = await Checkout.make()
    cleanup(() => checkout.remove())
    const wrapper = withoutPostgresUser(join(checkout.root, 'passwd'))
    if (wrapper.length === 0) return

    const run = await checkout.start({ wrapper })
    assert.match(run.stdout, /Starting PostgreSQL, as the user nobody/)
    assert.equal(statSync(join(checkout.storage, 'postgresql/data')).uid, ordinaryUser.uid)

    run.process.kill('SIGTERM')
    assert.equal(await run.ended, 0)
    const later = await checkout.finish([machineNode, 'ace.js', 'module:list'])
    assert.equal(later.code, 0, 'the owner of the data is kept when a postgres user appears')
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })

  test('an ordinary user runs it, with everything in storage', async ({ assert, cleanup }) => {
    checkout = await Checkout.make({ user: ordinaryUser })
    cleanup(() => checkout.remove())

    const run = await checkout.start()
    assert.match(run.stdout, /✓ Starting PostgreSQL \(/)
    assert.equal(statSync(join(checkout.storage, 'postgresql/data')).uid, ordinaryUser.uid)
    run.process.kill('SIGINT')
    assert.equal(await run.ended, 0)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })

  test('root in a closed directory keeps the data outside it', async ({ assert, cleanup }) => {
    checkout = await Checkout.make({ closed: true })
    cleanup(() => checkout.remove())

    const run = await checkout.start()
    const [, place] = /with its data in (\S+)/.exec(run.stdout) ?? []
    assert.match(place ?? '', /^\/var\/lib\/tatami\//)
    assert.isFalse(existsSync(join(checkout.storage, 'postgresql/data')))
    assert.isTrue(existsSync(join(place, 'data/PG_VERSION')))
    assert.equal(statSync(join(place, 'password')).mode & 0o777, 0o600)

    run.process.kill('SIGTERM')
    assert.equal(await run.ended, 0)
    assert.deepEqual(await processesLeftIn(place), [])
    const note = readFileSync(join(checkout.storage, 'postgresql/moved-to'), 'utf8')
    assert.equal(note, place)

    const later = await checkout.finish([machineNode, 'ace.js', 'module:list'])
    assert.equal(later.code, 0, later.stderr)
    assert.match(later.stdout, /crm/)
  })
})
