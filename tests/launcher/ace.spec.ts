import { test } from '@japa/runner'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Checkout, machineNode } from './support/checkout.ts'
import { processesLeftIn } from './support/processes.ts'

test.group('node ace', (group) => {
  let checkout: Checkout
  group.setup(async () => {
    checkout = await Checkout.make()
    return () => checkout.remove()
  })

  const nodes = [
    { title: 'the Node of the machine', node: machineNode },
    { title: 'the Node of the server', node: process.execPath },
  ]

  test('lists commands without a database, under {title}')
    .with(nodes)
    .run(async ({ assert }, { node }) => {
      for (const words of [['list'], [], ['setup', '--help']]) {
        const { code, stdout } = await checkout.finish([node, 'ace.js', ...words])
        assert.equal(code, 0)
        assert.include(stdout, 'setup')
      }
      assert.isFalse(existsSync(join(checkout.storage, 'postgresql')))
    })

  test('runs the database for as long as the command, under {title}')
    .with(nodes)
    .run(async ({ assert }, { node }) => {
      const { code, stderr } = await checkout.finish([node, 'ace.js', 'setup'])
      assert.equal(code, 0, stderr)
      assert.isTrue(existsSync(join(checkout.storage, 'postgresql/data')))
      assert.deepEqual(await processesLeftIn(checkout.root), [])
    })

  test('fails as the command does', async ({ assert }) => {
    const { code } = await checkout.finish([machineNode, 'ace.js', 'no:such:command'])
    assert.equal(code, 1)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })
})
