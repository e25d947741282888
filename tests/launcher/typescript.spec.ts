import { test } from '@japa/runner'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFlags } from '../../launcher/console.mjs'
import { run } from '../../launcher/processes.mjs'

test.group('TypeScript sources', (group) => {
  let folder: string
  const source = () => join(folder, 'program', 'main.ts')

  group.each.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'tatami-typescript-'))
    mkdirSync(join(folder, 'program'))
    writeFileSync(join(folder, 'program', 'package.json'), '{ "type": "module" }')
    return () => rmSync(folder, { recursive: true })
  })

  /** Runs the program; `storage` is where what was stripped is kept. */
  async function runSource(storage = join(folder, 'storage')) {
    const { code, stdout, stderr } = await run(process.execPath, [...nodeFlags, source()], {
      env: { ...process.env, STORAGE_PATH: storage },
    })
    return { code, stderr, lines: stdout.trim().split('\n') }
  }

  const write = (text: string) =>
    writeFileSync(
      source(),
      `const shown: string = '${text}'
       const { moduleLoadList } = process as unknown as { moduleLoadList: string[] }
       console.log(shown)
       console.log(moduleLoadList.some((name) => name.includes('amaro')))`
    )

  test('are run by processes that do not strip them themselves', async ({ assert }) => {
    write('one')
    assert.deepEqual(await runSource(), { code: 0, stderr: '', lines: ['one', 'false'] })
    assert.deepEqual(await runSource(), { code: 0, stderr: '', lines: ['one', 'false'] })
    write('two')
    assert.deepEqual(await runSource(), { code: 0, stderr: '', lines: ['two', 'false'] })
  })

  test('are stripped by their process where nothing can be kept', async ({ assert }) => {
    write('one')
    writeFileSync(join(folder, 'storage'), '')
    assert.deepEqual(await runSource(), { code: 0, stderr: '', lines: ['one', 'true'] })
  })

  test('that cannot be read are named with the line', async ({ assert }) => {
    writeFileSync(source(), 'const one = 1\nconst two: = 2\n')
    const { code, stderr } = await runSource()
    assert.equal(code, 1)
    assert.include(stderr, `${source()}:2`)
  })
})
