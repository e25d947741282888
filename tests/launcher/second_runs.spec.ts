import { test } from '@japa/runner'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Checkout } from './support/checkout.ts'

/** Runs two parts in a checkout as `npm test` runs all of them after its checks. */
const program = `
  import { serverNode } from './launcher/node.mjs'
  import { Steps } from './launcher/steps.mjs'
  import { runParts } from './launcher/testing/parts.mjs'
  const count = { passed: 0, failed: 0 }
  const { signal } = new AbortController()
  const parts = [['launcher'], ['jobs']]
  await runParts({ parts, node: serverNode(process.cwd()), steps: new Steps(), count, signal })
  console.log(JSON.stringify(count))
`

/** Lets a suite of a checkout have one file of tests, of which each does one of the given things. */
function put(root: string, suite: string, bodies: string[]) {
  const folder = join(root, 'tests', suite)
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.spec.ts')) rmSync(join(folder, file))
  }
  const tests = bodies.map(
    (body, index) => `  test('${suite} ${index}', ({ assert }) => { ${body} })`
  )
  writeFileSync(
    join(folder, 'one.spec.ts'),
    `import { existsSync, writeFileSync } from 'node:fs'
import { test } from '@japa/runner'
test.group('One', () => {
${tests.join('\n')}
})
`
  )
}

test.group('What fails in a run of all tests', (group) => {
  let checkout: Checkout

  group.each.setup(async () => {
    checkout = await Checkout.make()
    return () => checkout.remove()
  })

  async function runParts() {
    const { stdout } = await checkout.finish([
      process.execPath,
      '--input-type=module',
      '--eval',
      program,
    ])
    return stdout
  }

  test('is run again alone, and named when it passes then', async ({ assert }) => {
    put(checkout.root, 'jobs', [
      `const again = existsSync('storage/again'); writeFileSync('storage/again', ''); assert.isTrue(again)`,
    ])
    put(checkout.root, 'launcher', ['assert.isTrue(true)', 'assert.isTrue(false)'])
    const said = await runParts()
    assert.include(said, 'Running again what has failed: tests/launcher/one.spec.ts')
    assert.include(said, 'Running again what has failed: tests/jobs/one.spec.ts')
    assert.match(said, /Failed at first, passed when run again:\n❯ One \/ jobs 0\n/)
    assert.notMatch(said, /passed when run again:\n❯ One \/ launcher/)
    assert.match(said, /\{"passed":2,"failed":1\}\n$/)
  })

  test('is not run again when it is more than chance', async ({ assert }) => {
    put(checkout.root, 'jobs', ['assert.isTrue(true)'])
    put(checkout.root, 'launcher', Array(4).fill('assert.isTrue(false)'))
    const said = await runParts()
    assert.notInclude(said, 'Running again')
    assert.match(said, /\{"passed":1,"failed":4\}\n$/)
  })
})
