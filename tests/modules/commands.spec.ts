import { test } from '@japa/runner'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runProgram } from '#tests/support/other_database'

const DUE = `import { BaseCommand } from '@adonisjs/core/ace'
import { systemAsker } from '#addon'

export default class DueCommand extends BaseCommand {
  static override commandName = 'visits:due'
  static override description = 'Count what is due'

  override async run() {
    this.logger.info(systemAsker({ tenantId: 'a', userId: null, locationIds: null }).tenantId + ' due')
  }
}
`

test.group('Commands of modules outside the checkout', (group) => {
  let addons: string

  group.each.setup(async () => {
    addons = await mkdtemp(join(tmpdir(), 'addons-'))
    return () => rm(addons, { recursive: true })
  })

  async function write(path: string, text: string) {
    await mkdir(dirname(join(addons, path)), { recursive: true })
    await writeFile(join(addons, path), text)
  }

  const ace = (...args: string[]) =>
    runProgram(['bin/console.ts', ...args], { ADDONS_PATH: addons })

  test('use packages of the host', async ({ assert }) => {
    await write('visits/commands/visits_due.ts', DUE)
    const { code, output } = await ace('visits:due')
    assert.equal(code, 0, output)
    assert.include(output, 'a due')
  })

  test('are left out and reported where they cannot be loaded', async ({ assert }) => {
    await write('visits/commands/visits_due.ts', DUE)
    await write('broken/commands/fail.ts', `throw new Error('out of order')`)
    const { code, output } = await ace('list')
    assert.equal(code, 0, output)
    assert.include(output, 'the commands of broken cannot be loaded: out of order')
    assert.include(output, 'visits:due')
    assert.include(output, 'module:list')
  })

  test('are there although the texts of a module cannot be read', async ({ assert }) => {
    await write('torn/locales/de/torn.json', '{')
    const { code, output } = await ace('module:list')
    assert.equal(code, 0, output)
    assert.include(output, 'integrations')
  })
})
